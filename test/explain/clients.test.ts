import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { explain } from '../../src/explain/explain.ts'

/**
 * What real clients printed when they met a real Qdrant v1.19.0: qdrant-client 1.20 for Python (REST and gRPC),
 * @qdrant/js-client-rest 1.18, and the HTTP clients of Go and Java. Only the paths of the machine were replaced.
 */
const MEANT: Record<string, string> = {
  'go-noca': 'certificates/unknown-issuer',
  'go-nocert': 'certificates/client-certificate-required',
  'go-plain-to-tls': 'connection/plain-to-tls',
  'go-tls-to-plain': 'connection/tls-to-plain',
  'java-noca': 'certificates/unknown-issuer',
  'java-plain-to-tls': 'connection/plain-to-tls',
  'java-tls-to-plain': 'connection/tls-to-plain',
  'js-newline': 'server/invalid-credential',
  'js-noca': 'certificates/unknown-issuer',
  'js-nocert': 'connection/closed',
  'js-nokey': 'server/no-credential',
  'js-plain-to-tls': 'connection/plain-to-tls',
  'js-refused': 'connection/refused',
  'js-tls-to-plain': 'connection/tls-to-plain',
  'js-wrongkey': 'server/invalid-credential',
  'py-dns': 'connection/name',
  'py-grpc-newline': 'client/key-in-header',
  'py-grpc-noca': 'certificates/unknown-issuer',
  'py-grpc-plain-to-tls': 'connection/closed',
  'py-grpc-restport': 'connection/grpc-to-rest',
  'py-grpc-rootpath': 'client/python-root-certificates',
  'py-grpc-tls-to-plain': 'connection/tls-to-plain',
  'py-grpc-wrongkey': 'server/invalid-credential',
  'py-key-arg': 'client/python-key-argument',
  'py-newline-key': 'client/key-in-header',
  'py-nokey': 'server/no-credential',
  'py-plain-to-tls': 'connection/plain-to-tls',
  'py-refused': 'connection/refused',
  'py-rest-noca': 'certificates/unknown-issuer',
  'py-rest-nocert': 'certificates/client-certificate-required',
  'py-tls-to-plain': 'connection/tls-to-plain',
  'py-umlaut-key': 'client/key-in-header',
  'py-wrongkey': 'server/invalid-credential',
}

const folder = new URL('clients/', import.meta.url)

test.each(Object.entries(MEANT))('%s: %s', async (name, id) => {
  const text = readFileSync(new URL(`${name}.txt`, folder), 'utf8')
  expect((await explain(text)).matches[0]?.id).toBe(id)
})

test('every one is looked at', () => {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(MEANT).map((name) => `${name}.txt`))
})
