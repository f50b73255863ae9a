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

const read = (text: string, name?: string) => manifestEnvironment(text, name)

test.each([
  [
    'a List of Kubernetes',
    'kind: List\nitems:\n- kind: Service\n- kind: Deployment\n  spec: {template: {spec: {containers: [{name: q, image: qdrant/qdrant, env: [{name: A, value: x}]}]}}}\n',
  ],
  ['a Pod', 'kind: Pod\nspec: {containers: [{name: q, image: qdrant/qdrant, env: [{name: A, value: x}]}]}\n'],
  ['values of a chart', 'image: {repository: docker.io/qdrant/qdrant}\nenv: [{name: A, value: x}]\n'],
  ['values of a chart without an image', 'replicaCount: 3\nenv:\n- {name: A, value: x}\n'],
  ['a list in a compose file', 'services: {q: {image: qdrant/qdrant, environment: [A=x, "=y"]}}\n'],
])('%s has variables', (_title, text) => {
  expect(read(text).variables).toEqual([{ name: 'A', value: 'x' }])
})

test('a compose service may have no variables, and a variable no value', () => {
  expect(read('services: {q: {image: qdrant/qdrant}}\n')).toEqual({ variables: [], unknown: [] })
  expect(read('services: {q: {image: qdrant/qdrant, environment: [A, B=]}}\n')).toEqual({
    variables: [{ name: 'B', value: '' }],
    unknown: ['A'],
  })
})

test('what is no YAML is said with its line', () => {
  expect(() => read('services:\n  q: {\n')).toThrow(/^the manifest is no YAML: line [23]$/)
})
