import { expect, test } from 'vitest'
import { manifestEnvironment } from '../../src/config/manifest.ts'

const variables = (entries: Record<string, string>) =>
  Object.entries(entries).map(([name, value]) => ({ name, value }))

test.each([
  [
    'compose, a map',
    'services:\n  db: { image: postgres }\n  q:\n    image: qdrant/qdrant:v1.19.0\n    environment:\n      QDRANT__SERVICE__API_KEY: 007\n      QDRANT__SERVICE__JWT_RBAC: true\n',
    variables({ QDRANT__SERVICE__API_KEY: '7', QDRANT__SERVICE__JWT_RBAC: 'true' }),
    [],
  ],
  [
    'compose, a list',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what compose fills in
    'services:\n  q:\n    image: qdrant/qdrant\n    environment:\n      - QDRANT__SERVICE__API_KEY=a=b\n      - QDRANT__TLS__CERT\n      - "QDRANT__TLS__KEY=${KEY}"\n',
    variables({ QDRANT__SERVICE__API_KEY: 'a=b' }),
    ['QDRANT__TLS__CERT', 'QDRANT__TLS__KEY'],
  ],
  [
    'Kubernetes',
    'kind: Service\n---\nkind: StatefulSet\nspec:\n  template:\n    spec:\n      containers:\n        - name: sidecar\n          image: busybox\n        - name: qdrant\n          image: "docker.io/qdrant/qdrant:v1.19.0"\n          env:\n            - { name: QDRANT__SERVICE__ENABLE_TLS, value: "1" }\n            - { name: QDRANT__SERVICE__API_KEY, valueFrom: { secretKeyRef: { name: s, key: k } } }\n',
    variables({ QDRANT__SERVICE__ENABLE_TLS: '1' }),
    ['QDRANT__SERVICE__API_KEY'],
  ],
  [
    'Helm values',
    'image: { repository: docker.io/qdrant/qdrant }\nenv:\n  - { name: A, value: b }\n',
    variables({ A: 'b' }),
    [],
  ],
])('%s', (_name, text, known, unknown) => {
  expect(manifestEnvironment(text, undefined)).toEqual({ variables: known, unknown })
})

const TWO =
  'services:\n  a: { image: qdrant/qdrant, environment: [A=1] }\n  b: { image: qdrant/qdrant, environment: [A=2] }\n'

test('one of several is named', () => {
  expect(manifestEnvironment(TWO, 'b').variables).toEqual([{ name: 'A', value: '2' }])
  expect(() => manifestEnvironment(TWO, undefined)).toThrow('several containers')
  expect(() => manifestEnvironment(TWO, 'c')).toThrow('no container c')
})

test.each(['', 'a: 1\n', 'services: [', 'a: &a [1]\nb: [*a, *a]\n', '\0', '- 1\n'])(
  'no manifest: %j',
  (text) => {
    expect(() => manifestEnvironment(text, undefined)).toThrow()
  },
)
