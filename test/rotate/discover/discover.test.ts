import { join } from 'node:path'
import { expect, test } from 'vitest'
import { composeInventory } from '../../../src/rotate/discover/compose.ts'
import { kubernetesInventory } from '../../../src/rotate/discover/kubernetes.ts'
import { systemdInventory } from '../../../src/rotate/discover/systemd.ts'
import { type Inventory, inventoryAsPlain, parseInventory } from '../../../src/rotate/inventory.ts'
import { temporaryDirectory } from '../../support/directory.ts'

const FORM = { url: undefined, authority: undefined, identity: undefined }

/** As it would be written; the journal must be able to read it back. */
function plain(inventory: Inventory) {
  const text = JSON.stringify(inventoryAsPlain(inventory))
  expect(inventoryAsPlain(parseInventory(JSON.parse(text)))).toEqual(inventoryAsPlain(inventory))
  return JSON.parse(text)
}

const COMPOSE = `
services:
  db:
    image: qdrant/qdrant:v1.19.0-unprivileged
    ports: ["127.0.0.1:7333:6333", "127.0.0.1:7334:6334"]
    environment: ["QDRANT__SERVICE__ENABLE_TLS=true"]
    secrets: [{source: keys, target: /qdrant/config/local.yaml}]
  other:
    image: docker.io/qdrant/qdrant
    ports: [{target: 6333, published: 8333}]
    volumes: ["./config:/qdrant/config:ro"]
  web:
    image: nginx
secrets:
  keys: {file: ./secrets/local.yaml}
`

test('compose: published ports, the file that is mounted as config, and its own restart', () => {
  const directory = temporaryDirectory({
    'config/production.yaml': 'service: {}\n',
    'secrets/local.yaml': 'service: {}\n',
  })
  const file = join(directory, 'compose.yaml')
  expect(plain(composeInventory(COMPOSE, file, FORM))).toEqual({
    nodes: [
      {
        name: 'db',
        url: 'https://127.0.0.1:7333/',
        grpc: 'https://127.0.0.1:7334/',
        keys: join(directory, 'secrets/local.yaml'),
        restart: ['docker', 'compose', '-f', file, 'restart', 'db'],
      },
      {
        name: 'other',
        url: 'http://127.0.0.1:8333/',
        grpc: null,
        keys: join(directory, 'config/production.yaml'),
        restart: ['docker', 'compose', '-f', file, 'restart', 'other'],
      },
    ],
  })
})

test.each([
  ['services: {web: {image: nginx}}', 'has no service with an image of Qdrant'],
  [
    'services: {q: {image: qdrant/qdrant, environment: {QDRANT__SERVICE__API_KEY: x}}}',
    'has its key from the variable QDRANT__SERVICE__API_KEY',
  ],
  ['services: {q: {image: qdrant/qdrant}}', 'mounts no config file'],
  [
    'services: {q: {image: qdrant/qdrant, volumes: ["./a:/qdrant/config/local.yaml"]}}',
    'publishes no port 6333',
  ],
  [
    'services: {q: {image: qdrant/qdrant, ports: ["6333:6333"], volumes: ["./a:/qdrant/config/local.yaml"]}}',
    'the service q mounts /nowhere/a, which is no file',
  ],
  // A name that the journal could not be read back with: the rotation would have begun, and never gone on.
  ['services: {"my db": {image: qdrant/qdrant}}', '"my db" is no name that compose takes'],
])('compose: %s', (text, words) => {
  expect(() => composeInventory(text, '/nowhere/compose.yaml', FORM)).toThrow(words)
})

const STATEFUL_SET = {
  spec: {
    replicas: 2,
    serviceName: 'qdrant-headless',
    template: {
      spec: {
        containers: [
          {
            volumeMounts: [{ name: 'secret', mountPath: '/qdrant/config/local.yaml', subPath: 'local.yaml' }],
          },
        ],
        volumes: [
          { name: 'config', configMap: {} },
          { name: 'secret', secret: { secretName: 'qdrant-apikey' } },
        ],
      },
    },
  },
}

const answering = (object: object) => async () => ({ code: 0, stdout: JSON.stringify(object), stderr: '' })

test('kubernetes: a node for each pod, the mounted Secret, and the pod deleted as restart', async () => {
  const asked: (readonly string[])[] = []
  const inventory = await kubernetesInventory('db/qdrant', FORM, (argv) => {
    asked.push(argv)
    return answering(STATEFUL_SET)()
  })
  const node = (index: number) => ({
    name: `qdrant-${index}`,
    url: `https://qdrant-${index}.qdrant-headless.db.svc:6333/`,
    secret: { namespace: 'db', name: 'qdrant-apikey', entry: 'local.yaml' },
    restart: ['kubectl', '-n', 'db', 'delete', 'pod', `qdrant-${index}`],
  })
  expect(plain(inventory)).toEqual({ nodes: [node(0), node(1)] })
  expect(asked).toEqual([['kubectl', '-n', 'db', 'get', 'statefulset', 'qdrant', '-o', 'json']])
})

test('kubernetes: what cannot be used', async () => {
  await expect(kubernetesInventory('qdrant', FORM, answering({}))).rejects.toThrow(
    'is not NAMESPACE/STATEFULSET',
  )
  await expect(kubernetesInventory('a/b', FORM, answering({ spec: {} }))).rejects.toThrow('mounts no Secret')
  const failing = async () => ({ code: 1, stdout: '', stderr: 'Error from server (NotFound): no b\n' })
  await expect(kubernetesInventory('a/b', FORM, failing)).rejects.toThrow(
    'Error from server (NotFound): no b',
  )
})

test('systemd: hosts over ssh', () => {
  expect(plain(systemdInventory('n1,root@n2', { ...FORM, url: 'https://{host}:7000' }))).toEqual({
    nodes: [
      ['n1', 'n1'],
      ['n2', 'root@n2'],
    ].map(([name, login]) => ({
      name,
      url: `https://${name}:7000/`,
      host: login,
      keys: '/etc/qdrant/config.yaml',
      restart: ['ssh', '-o', 'BatchMode=yes', '--', login, 'systemctl restart qdrant'],
    })),
  })
  expect(() => systemdInventory('-oProxyCommand=x', FORM)).toThrow('is no host')
  // An address of IPv6 is no name of a node: the journal could not be read back.
  expect(() => systemdInventory('fe80::1', { ...FORM, url: 'https://[{host}]:1' })).toThrow('is no host')
  expect(() => systemdInventory('n1', { ...FORM, url: 'https://n1:1' })).toThrow('--url must hold {host}')
})

test.each([
  ['nodes: a grpc port without url', { name: 'a', grpc: 6334 }, 'there is no url'],
  ['a grpc that is no port', { name: 'a', url: 'http://a', grpc: 70_000 }, 'neither a port nor a URL'],
  ['a host without a file', { name: 'a', host: 'n1' }, 'has a host, and no keys'],
  ['a host that is an option', { name: 'a', host: '-oX', keys: '/a' }, 'cannot be a host'],
  ['a secret beside keys', { name: 'a', keys: 'x', secret: {} }, 'beside a secret'],
  [
    'a secret that is an option',
    { name: 'a', secret: { namespace: '-A', name: 'b', entry: 'c' } },
    'is no name',
  ],
])('%s is refused', (_, node, words) => {
  expect(() => parseInventory({ nodes: [node] })).toThrow(words)
})
