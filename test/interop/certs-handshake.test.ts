import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { connect, createServer, type SecureVersion } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import type { Authority } from '../../src/certs/authority.ts'
import type { Issued } from '../../src/certs/issue.ts'
import { KEY_TYPES } from '../../src/certs/key-types.ts'
import { makeAuthority, makeLeaf } from '../certs/fixture.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { has } from '../support/programs.ts'

/** Handshakes happen now, whatever the clock of the tests says. */
const TODAY = new Date()

const HAS_PYTHON = has('python3', '-c', 'import ssl')
const HAS_GO = has('go', 'version')

/** A server on the loopback that demands a client certificate and answers who came. */
async function listen(authority: Authority, { certificatePem, keyPem }: Issued, version?: SecureVersion) {
  const server = createServer({
    cert: certificatePem,
    key: keyPem,
    ca: authority.certificatePem,
    requestCert: true,
    rejectUnauthorized: true,
    ...(version !== undefined && { minVersion: version, maxVersion: version }),
  })
  server.on('secureConnection', (socket) => {
    socket.on('error', () => {})
    socket.end(`${socket.getProtocol()} ${socket.getPeerCertificate().subject.CN}\n`)
  })
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** What the server answers, or the error of either side. TLS 1.3 tells a refused client only at its first read. */
async function call(port: number, authority: Authority, client?: Issued): Promise<string> {
  const socket = connect({
    port,
    host: '127.0.0.1',
    servername: 'localhost',
    ca: authority.certificatePem,
    ...(client !== undefined && { cert: client.certificatePem, key: client.keyPem }),
  })
  try {
    const chunks: Buffer[] = []
    for await (const chunk of socket) chunks.push(chunk)
    return Buffer.concat(chunks).toString()
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code)
  }
}

test.each(
  KEY_TYPES.flatMap((keyType) =>
    (['TLSv1.2', 'TLSv1.3'] as const).map((version) => [keyType, version] as const),
  ),
)('Node and Node, %s over %s, each with a certificate', async (keyType, version) => {
  const authority = makeAuthority({ keyType }, TODAY)
  const port = await listen(authority, makeLeaf({ keyType }, authority, TODAY), version)
  const client = makeLeaf({ role: 'client', commonName: 'app', names: [], keyType }, authority, TODAY)
  expect(await call(port, authority, client)).toBe(`${version} app\n`)
})

test('no certificate, one of a server, and one of another CA are refused', async () => {
  const authority = makeAuthority({}, TODAY)
  const port = await listen(authority, makeLeaf({}, authority, TODAY), 'TLSv1.2')
  const other = makeAuthority({ name: 'other', keyType: 'ed25519' }, TODAY)
  expect(await call(port, authority)).toBe('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE')
  // Node ends these after the handshake: nothing is answered.
  expect(await call(port, authority, makeLeaf({ role: 'server' }, authority, TODAY))).not.toContain('TLSv')
  expect(await call(port, authority, makeLeaf({ role: 'client', names: [] }, other, TODAY))).not.toContain(
    'TLSv',
  )
  expect(await call(port, other, makeLeaf({ role: 'client', names: [] }, authority, TODAY))).toBe(
    'SELF_SIGNED_CERT_IN_CHAIN',
  )
})

function filesFor(authority: Authority) {
  const client = makeLeaf({ role: 'client', commonName: 'app', names: [] }, authority, TODAY)
  return temporaryDirectory({
    'ca.pem': authority.certificatePem,
    'cert.pem': client.certificatePem,
    'key.pem': client.keyPem,
    'client.py': PYTHON,
    'client.go': GO,
  })
}

const PYTHON = `import socket, ssl, sys
context = ssl.create_default_context(cafile="ca.pem")
context.load_cert_chain("cert.pem", "key.pem")
with context.wrap_socket(socket.create_connection(("127.0.0.1", int(sys.argv[1]))), server_hostname=sys.argv[2]) as s:
    print(s.recv(100).decode(), end="")
`

const GO = `package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"os"
)

func main() {
	pem, _ := os.ReadFile("ca.pem")
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	pair, err := tls.LoadX509KeyPair("cert.pem", "key.pem")
	if err != nil {
		panic(err)
	}
	config := &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{pair}, ServerName: os.Args[2]}
	c, err := tls.Dial("tcp", "127.0.0.1:"+os.Args[1], config)
	if err != nil {
		panic(err)
	}
	text, _ := io.ReadAll(c)
	fmt.Print(string(text))
}
`

/** Not spawnSync: the server that answers is in this process. */
async function output(program: string, args: readonly string[], cwd: string): Promise<string> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk))
  await once(child, 'close')
  return Buffer.concat(chunks).toString()
}

test.skipIf(!HAS_PYTHON).each(KEY_TYPES)('Python connects to a %s server', async (keyType) => {
  const authority = makeAuthority({ keyType }, TODAY)
  const port = await listen(authority, makeLeaf({ keyType }, authority, TODAY))
  const cwd = filesFor(authority)
  for (const host of ['localhost', '127.0.0.1']) {
    expect(await output('python3', ['client.py', String(port), host], cwd)).toBe('TLSv1.3 app\n')
  }
  expect(await output('python3', ['client.py', String(port), 'other'], cwd)).toContain(
    'CERTIFICATE_VERIFY_FAILED',
  )
})

test.skipIf(!HAS_GO)('Go connects to a server of every kind of key', { timeout: 120_000 }, async () => {
  const cwd = filesFor(makeAuthority({}, TODAY))
  const built = spawnSync('go', ['build', '-o', 'client', 'client.go'], { cwd, encoding: 'utf8' })
  expect(built).toMatchObject({ status: 0, stderr: '' })
  for (const keyType of KEY_TYPES) {
    const authority = makeAuthority({ keyType }, TODAY)
    const port = await listen(authority, makeLeaf({ keyType }, authority, TODAY))
    expect(await output(join(cwd, 'client'), [String(port), 'localhost'], filesFor(authority))).toBe(
      'TLSv1.3 app\n',
    )
  }
})
