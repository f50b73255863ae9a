import { expect, test } from 'vitest'
import type { Hands } from '../../../src/rotate/hands.ts'
import { secretHolder } from '../../../src/rotate/holders/secret.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** A kubectl with one Secret, which refuses a replacement of another version of it. */
function kubectl(text: string) {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'qdrant-apikey', namespace: 'db', resourceVersion: '7' },
    data: { 'local.yaml': base64(text), 'api-key': base64('old') },
  }
  const argvs: (readonly string[])[] = []
  const hands = {
    secretVariables: [],
    capture: async (argv: readonly string[], { stdin = '' }: { stdin?: string }) => {
      argvs.push(argv)
      if (argv[3] === 'get') return { code: 0, stdout: JSON.stringify(secret), stderr: '' }
      const given = JSON.parse(stdin)
      if (given.metadata.resourceVersion !== secret.metadata.resourceVersion)
        return { code: 1, stdout: '', stderr: 'Error from server (Conflict): the object has been modified' }
      secret.data = given.data
      return { code: 0, stdout: 'secret/qdrant-apikey replaced', stderr: '' }
    },
  } as unknown as Hands
  const place = { kind: 'secret', namespace: 'db', name: 'qdrant-apikey', entry: 'local.yaml' } as const
  return { secret, argvs, holder: secretHolder(place, '/', hands) }
}

test('the entry is replaced, the others stay, and nothing of it is in an argument', async () => {
  const { secret, argvs, holder } = kubectl('service: {}\n')
  const read = await holder.read()
  await holder.write(read, 'service:\n  api_key: "x"\n')
  expect(Buffer.from(secret.data['local.yaml'], 'base64').toString()).toBe('service:\n  api_key: "x"\n')
  expect(secret.data['api-key']).toBe(base64('old'))
  expect(argvs).toEqual([
    ['kubectl', '-n', 'db', 'get', 'secret', 'qdrant-apikey', '-o', 'json'],
    ['kubectl', '-n', 'db', 'get', 'secret', 'qdrant-apikey', '-o', 'json'],
    ['kubectl', '-n', 'db', 'replace', '-f', '-'],
  ])
})

test('a Secret that somebody else changed is left alone', async () => {
  const { secret, holder } = kubectl('service: {}\n')
  const read = await holder.read()
  secret.data['local.yaml'] = base64('service: {enable_tls: true}\n')
  await expect(holder.write(read, 'x: 1\n')).rejects.toMatchObject({ code: 'file-changed' })
  const other = kubectl('service: {}\n')
  const again = await other.holder.read()
  const write = other.holder.write(again, 'x: 1\n')
  // Between our own look and our replacement.
  other.secret.metadata = { ...other.secret.metadata, resourceVersion: '8' }
  await expect(write).rejects.toMatchObject({ code: 'file-changed' })
})

// Its bytes were written back as others once.
test('an entry that is not UTF-8 is left alone', async () => {
  const { secret, holder } = kubectl('')
  secret.data['local.yaml'] = Buffer.from('# caf\xe9\n', 'latin1').toString('base64')
  await expect(holder.read()).rejects.toMatchObject({ code: 'file-malformed' })
})

test('an entry that is not there', async () => {
  const { secret, holder } = kubectl('')
  Reflect.deleteProperty(secret.data, 'local.yaml')
  await expect(holder.read()).rejects.toMatchObject({ code: 'file-missing', hints: ['it has: api-key'] })
})
