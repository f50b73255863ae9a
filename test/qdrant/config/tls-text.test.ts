import { expect, test } from 'vitest'
import { loadEffective } from '../../../src/qdrant/config/effective.ts'
import { memoryFiles } from './memory-files.ts'

const notText = (name: string) => `failed to read from file \`${name}\`: stream did not contain valid UTF-8`
const [TEXT, BYTES] = [{ content: 'x' }, { content: Buffer.from([0xff]) }]

function start(config: string, uri: string, files: Record<string, { content: string | Buffer }>) {
  const tree = { 'config/config.yaml': { content: config }, ...files }
  return loadEffective({ files: memoryFiles(tree), directory: '/srv', arguments: ['--uri', uri] }).outcomes[0]
}

// Running v1.19.0 servers: each file is read as text before the next one is opened, and before one is missed.
test.each([
  ['ca.pem', { 'c.pem': BYTES }, 'c.pem'],
  ['null', { 'c.pem': TEXT, 'k.pem': BYTES }, 'k.pem'],
  ['ca.pem', { 'c.pem': TEXT, 'k.pem': BYTES }, 'k.pem'],
  ['ca.pem', { 'c.pem': TEXT, 'k.pem': BYTES, 'ca.pem': BYTES }, 'k.pem'],
  ['ca.pem', { 'c.pem': TEXT, 'k.pem': TEXT, 'ca.pem': BYTES }, 'ca.pem'],
])('the node port with ca_cert %s and %o', (ca, files, name) => {
  const config = `cluster: {enabled: true, p2p: {enable_tls: true}}\ntls: {cert: c.pem, key: k.pem, ca_cert: ${ca}}`
  expect(start(config, 'https://127.0.0.1:6335', files).stderr).toEqual([`Error: ${notText(name)}`])
})

test('gRPC, where REST says another thing', () => {
  const config = 'cluster: {enabled: true}\nservice: {enable_tls: true}\ntls: {cert: c.pem, key: k.pem}'
  const { log } = start(config, 'http://127.0.0.1:6335', { 'c.pem': BYTES })
  expect(log.map(({ text }) => text)).toContain(`Error while starting gRPC server: ${notText('c.pem')}`)
})
