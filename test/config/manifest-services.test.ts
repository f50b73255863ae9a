import { expect, test } from 'vitest'
import { isQdrantImage, manifestEnvironment, qdrantServices } from '../../src/config/manifest.ts'
import { refusal } from '../support/refusal.ts'

test.each([
  'qdrant',
  'qdrant:v1.19.0',
  'qdrant@sha256:0123',
  'qdrant/qdrant',
  'docker.io/qdrant/qdrant:v1.19.0-unprivileged',
  'registry.example.org:5000/mirror/qdrant',
])('%s is an image of Qdrant', (image) => {
  expect(isQdrantImage(image)).toBe(true)
})

test.each(['', 'my-qdrant', 'notqdrant:1', 'qdrant-proxy', 'qdrant/qdrant-web-ui', 'qdrant/client:1'])(
  '%j is none',
  (image) => {
    expect(isQdrantImage(image)).toBe(false)
  },
)

test('services of a compose file, with the names they are reached by', () => {
  const text = `services:
  db: { image: postgres, hostname: db }
  a: { image: qdrant/qdrant, hostname: node-1, container_name: qdrant-1 }
  b: { image: "example.org/vectors:1", environment: { QDRANT__LOG_LEVEL: INFO }, container_name: 5 }
  c: { image: "example.org/vectors:1", environment: [QDRANT__LOG_LEVEL=INFO] }
  d:
`
  expect(qdrantServices(text)).toEqual([
    { name: 'a', names: ['node-1', 'qdrant-1'] },
    { name: 'b', names: [] },
    { name: 'c', names: [] },
  ])
  const none = ['bad-value', 'the manifest has no service with Qdrant', 'give the nodes by --node']
  expect(refusal(() => qdrantServices('services: { db: { image: postgres } }\n'))).toEqual(none)
  expect(refusal(() => qdrantServices('services: { db: { build: . } }\n'))).toEqual(none)
})

test('which container is meant', () => {
  const read = (text: string, name?: string) => refusal(() => manifestEnvironment(text, name))
  expect(read('a: 1\n')).toEqual([
    'bad-value',
    'the manifest has no container with Qdrant',
    'it has no containers at all',
  ])
  const others = 'services: { db: { image: postgres }, web: { image: nginx, environment: { A: b } } }\n'
  expect(read(others)).toEqual([
    'bad-value',
    'the manifest has no container with Qdrant',
    '--service NAME; there are: db, web',
  ])
  expect(read(others, 'gone')).toEqual([
    'bad-value',
    'the manifest has no container gone',
    '--service NAME; there are: db, web',
  ])
  expect(read(others, 'web')).toEqual({ variables: [{ name: 'A', value: 'b' }], unknown: [] })
  expect(read('services: { a: { image: qdrant }, b: { image: qdrant } }\n')).toEqual([
    'bad-value',
    'the manifest has several containers with Qdrant',
    '--service NAME; there are: a, b',
  ])
  expect(read('services: [\n')).toEqual(['file-malformed', 'the manifest is no YAML: line 2'])
  expect(read('a: 1\n---\nb: "\n')).toEqual(['file-malformed', 'the manifest is no YAML: line 4'])
})

const POD = 'name: q, image: qdrant/qdrant, env: [{ name: A, value: x }]'
const A = [{ name: 'A', value: 'x' }]

test.each([
  ['several documents', `a: 1\n---\nspec: { containers: [{ ${POD} }] }\n`, A],
  ['what is no container', `spec: { containers: [null, sidecar, { ${POD} }] }\n`, A],
  ['a template that is none', `spec: { template: text, containers: [{ ${POD} }] }\n`, A],
  ['a template without a pod', `spec: { template: { a: 1 }, containers: [{ ${POD} }] }\n`, A],
  ['a key twice', `spec: { containers: [{ name: a, ${POD} }] }\n`, A],
  [
    'an image by its repository',
    'image: { repository: qdrant/qdrant, tag: v1 }\nenv: [{ name: A, value: x }]\n',
    A,
  ],
  ['an image as text', 'image: qdrant/qdrant:v1\nenv: [{ name: A, value: x }]\n', A],
  ['a spec that is no table', 'spec: text\nenv: [{ name: A, value: x }]\n', A],
])('%s', (_title, text, variables) => {
  expect(manifestEnvironment(text, undefined)).toEqual({ variables, unknown: [] })
})

test('values of a chart have a container of that name', () => {
  expect(manifestEnvironment('env: [{ name: A, value: x }]\n', 'values').variables).toEqual(A)
})

test.each([
  'image: { repository: example.org/other }\nenv: [{ name: A, value: x }]\n',
  'image: { tag: v1 }\nenv: [{ name: A, value: x }]\n',
  'env: { A: x }\n',
  '- services: { q: { image: qdrant } }\n',
  'spec: { containers: { image: qdrant } }\n',
  'text\n',
])('no container with Qdrant: %j', (text) => {
  expect(() => manifestEnvironment(text, undefined)).toThrow('the manifest has no container with Qdrant')
})

test('a variable has the value that stands there, or none', () => {
  const environment = `
      A: text
      B: 5
      C: true
      D: null
      E: "$X"
      F: "a\${X}b"
      G: "5 $ for one"
      H: { from: there }
      I: ""
`
  expect(
    manifestEnvironment(`services:\n  q:\n    image: qdrant\n    environment:${environment}`, 'q'),
  ).toEqual({
    variables: [
      { name: 'A', value: 'text' },
      { name: 'B', value: '5' },
      { name: 'C', value: 'true' },
      { name: 'G', value: '5 $ for one' },
      { name: 'I', value: '' },
    ],
    unknown: ['D', 'E', 'F', 'H'],
  })
})

test('a list has names alone, or names and values', () => {
  const list = `["A=x", "B", "C=one\\ntwo", "=d", 5, { name: E, value: y }, { name: F, valueFrom: {} }]`
  expect(manifestEnvironment(`services: { q: { image: qdrant, environment: ${list} } }\n`, 'q')).toEqual({
    variables: [
      { name: 'A', value: 'x' },
      { name: 'C', value: 'one\ntwo' },
      { name: 'E', value: 'y' },
    ],
    unknown: ['B', '5', 'F'],
  })
  expect(manifestEnvironment('services: { q: { image: qdrant, environment: text } }\n', 'q')).toEqual({
    variables: [],
    unknown: [],
  })
})
