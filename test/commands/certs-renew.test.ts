import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { extensionsOf } from '../../src/certs/read-extensions.ts'
import { temporaryDirectory, tree } from '../support/directory.ts'
import { certs, later, made, read, text } from './certs-world.ts'

test('renew keeps names, use and kind of key, makes a new key, and keeps the old pair', async () => {
  const cwd = await made('--node', 'n1=10.0.0.1', '--client', 'app', '--key-type', 'ec-p384', '--days', '90')
  const [before, key] = [read(cwd, 'tls/cert.pem'), text(cwd, 'tls/key.pem')]
  const { code, stdout, stderr } = await certs(cwd, ['renew'], { now: later(80) })
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stderr:
      'What was there before is kept as NAME.previous.\n' +
      'REST takes the new files within tls.cert_ttl seconds;\nrestart Qdrant for gRPC and the node port.\n',
    stdout:
      'renewed     tls/cert.pem  until 2027-05-12T12:00:00Z\n' +
      'renewed     tls/clients/app/cert.pem  until 2027-05-12T12:00:00Z\n',
  })
  const after = read(cwd, 'tls/cert.pem')
  expect([after.subjectAltName, after.keyUsage]).toEqual([before.subjectAltName, before.keyUsage])
  expect(after.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'secp384r1' })
  expect(after.publicKey.equals(before.publicKey)).toBe(false)
  expect(read(cwd, 'tls/cert.pem.previous').raw.equals(before.raw)).toBe(true)
  expect(text(cwd, 'tls/key.pem.previous')).toBe(key)
  expect(tree(cwd, false)).toMatchObject({
    'tls/cert.pem': '0644',
    'tls/key.pem': '0600',
    'tls/cert.pem.previous': '0644',
    'tls/key.pem.previous': '0600',
  })
  expect((await certs(cwd, ['check', 'tls'], { now: later(81) })).code).toBe(0)
})

test('--if-due renews what is due, --exec runs after that and only then', async () => {
  const cwd = await made('--node', 'n1', '--days', '90')
  await certs(cwd, ['issue', 'client', 'app', '--days', '30'])
  const execute = vi.fn(async () => 0)
  const argv = [
    'renew',
    'tls',
    '--if-due',
    '--json',
    '--exec',
    'docker',
    'compose',
    '-f',
    'x.yaml',
    'restart',
  ]
  const none = await certs(cwd, argv, { execute })
  expect(JSON.parse(none.stdout)).toMatchObject({ changed: false, executed: false })
  expect(execute).not.toHaveBeenCalled()
  const some = await certs(cwd, argv, { execute, now: later(21) })
  expect(JSON.parse(some.stdout)).toMatchObject({
    changed: true,
    executed: true,
    certificates: [
      { file: 'tls/cert.pem', state: 'not due', notAfter: '2027-02-21T12:00:00Z' },
      { file: 'tls/clients/app/cert.pem', state: 'renewed', notAfter: '2027-01-13T12:00:00Z' },
    ],
  })
  expect(execute.mock.calls).toEqual([
    [['docker', 'compose', '-f', 'x.yaml', 'restart'], { cwd, without: [] }],
  ])
  // A time of one's own, and one that is none.
  expect(
    (await certs(cwd, ['renew', '--if-due', '--within', '89d', '--json'], { now: later(21) })).stdout,
  ).toContain('"changed":true')
  expect(await certs(cwd, ['renew', '--within', 'soon'])).toMatchObject({ code: 2, stdout: '' })
})

test('a program that fails, or is not there', async () => {
  const cwd = await made()
  const failing = await certs(cwd, ['renew', '--exec', 'restart'], { execute: async () => 7 })
  expect(failing).toMatchObject({ code: 3, stdout: '' })
  expect(failing.stderr).toContain('the certificates are renewed, but the program after it ended with 7')
  const missing = await certs(cwd, ['renew', '--exec'])
  expect(missing.code).toBe(2)
  expect(missing.stderr).toContain("option '--exec <argv...>' argument missing")
})

test('--keep-key keeps the key', async () => {
  const cwd = await made()
  const [before, key] = [read(cwd, 'tls/cert.pem'), text(cwd, 'tls/key.pem')]
  await certs(cwd, ['renew', '--keep-key', '--days', '10'])
  expect(text(cwd, 'tls/key.pem')).toBe(key)
  expect(read(cwd, 'tls/cert.pem').publicKey.equals(before.publicKey)).toBe(true)
  expect(read(cwd, 'tls/cert.pem').validTo).toBe('Dec  3 12:00:00 2026 GMT')
})

test('never beyond the CA', async () => {
  const cwd = await made('--ca-days', '400')
  await certs(cwd, ['renew'], { now: later(300) })
  expect(read(cwd, 'tls/cert.pem').validTo).toBe('Dec 28 12:00:00 2027 GMT')
  expect(await certs(cwd, ['renew', '--days', '200'], { now: later(300) })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('use --days 100, or renew the CA first'),
  })
})

test.each([
  [['renew', 'ca'], 3, 'there is no certificate with its key beside it'],
  [['renew', 'gone'], 3, 'no such file'],
  [['renew', 'tls/key.pem'], 3, 'it holds no PEM certificate'],
  [['renew', '--ca-dir', 'gone'], 3, 'there is no CA'],
  [['renew', '--ca-cert', 'ca/ca.pem'], 2, 'belong together'],
])('certs %j is refused and changes nothing', async (argv, code, words) => {
  const cwd = await made()
  const before = tree(cwd)
  const outcome = await certs(cwd, argv)
  expect(outcome.code).toBe(code)
  expect(outcome.stderr).toContain(words)
  expect(tree(cwd)).toEqual(before)
})

test('a certificate that signed itself, as openssl req -x509 makes them, and the way from there', async () => {
  const cwd = await made()
  renameSync(join(cwd, 'ca/ca.pem'), join(cwd, 'tls/cert.pem'))
  renameSync(join(cwd, 'ca/ca-key.pem'), join(cwd, 'tls/key.pem'))
  rmSync(join(cwd, 'tls/cacert.pem'))
  const before = tree(cwd)
  expect(await certs(cwd, ['renew'])).toEqual({
    code: 2,
    stdout: '',
    stderr: `error: ${cwd}/tls/cert.pem has signed itself: there is no CA that could sign it anew
hint: move it and its key away, and make a CA and a new one: qdrant-auth certs init
`,
  })
  expect(await certs(cwd, ['init'])).toEqual({
    code: 3,
    stdout: '',
    stderr: `error: a certificate is missing, and ${cwd}/ca/ca-key.pem to sign a new one is not here
hint: put ${cwd}/ca/ca-key.pem back and run it again
hint: where no CA made here signed the certificates that are here, move them away first
`,
  })
  expect(tree(cwd)).toEqual(before)
  renameSync(join(cwd, 'tls'), join(cwd, 'old'))
  expect(await certs(cwd, ['init'])).toMatchObject({ code: 0 })
})

test('a CA that the file beside does not trust cannot renew', async () => {
  const [cwd, other] = [await made(), await made()]
  const before = tree(cwd)
  const { code, stderr } = await certs(cwd, ['renew', '--ca-dir', join(other, 'ca')])
  expect(code).toBe(2)
  expect(stderr).toContain('tls/cacert.pem it is not signed by the CA')
  expect(stderr).toContain('rotate-ca')
  expect(tree(cwd)).toEqual(before)
})

test('a link in place of a certificate is refused', async () => {
  const cwd = await made()
  renameSync(join(cwd, 'tls/cert.pem'), join(cwd, 'cert.pem'))
  symlinkSync('../cert.pem', join(cwd, 'tls/cert.pem'))
  expect(await certs(cwd, ['renew', 'tls/cert.pem'])).toMatchObject({
    code: 6,
    stderr: expect.stringContaining('is a symbolic link'),
  })
})

// They were passed over: a certificate of certbot was neither checked nor missed.
test('in a directory links to certificates are found, and refused where they would be replaced', async () => {
  const cwd = await made()
  mkdirSync(join(cwd, 'live'))
  for (const name of ['cert.pem', 'key.pem', 'cacert.pem'])
    symlinkSync(`../tls/${name}`, join(cwd, 'live', name))
  symlinkSync('gone', join(cwd, 'live/gone.pem'))
  const found = async (directory: string) =>
    JSON.parse((await certs(cwd, ['show', directory, '--json'])).stdout).certificates.map(
      ({ file }: { file: string }) => file,
    )
  expect(await found('live')).toEqual(['live/cacert.pem', 'live/cert.pem'])
  expect(await certs(cwd, ['renew', 'live'])).toMatchObject({
    code: 6,
    stderr: expect.stringContaining('live/cert.pem is a symbolic link'),
  })
  symlinkSync('cert.pem', join(cwd, 'tls/current.pem'))
  expect(await found('tls')).toEqual(['tls/cacert.pem', 'tls/cert.pem'])
  expect((await certs(cwd, ['renew', 'tls'])).code).toBe(0)
})

test('certificates elsewhere are renewed in their place', async () => {
  const cwd = await made()
  const outcome = await certs(temporaryDirectory(), ['renew', join(cwd, 'tls'), '--ca-dir', join(cwd, 'ca')])
  expect(outcome).toMatchObject({ code: 0, stdout: expect.stringContaining(`${cwd}/tls/cert.pem`) })
  expect((await certs(cwd, ['check', 'tls'])).code).toBe(0)
})

test('rotate-ca: three calls, and at every moment everybody takes everybody', async () => {
  const cwd = await made('--node', 'n1', '--node', 'n2', '--client', 'app')
  const old = read(cwd, 'ca/ca.pem')
  const phase = async (...argv: string[]) => {
    const outcome = await certs(cwd, ['rotate-ca', '--json', ...argv])
    expect((await certs(cwd, ['check', 'tls'])).code).toBe(0)
    return JSON.parse(outcome.stdout)
  }
  expect(await phase('--restarted')).toMatchObject({ ok: false, error: { code: 'usage' } })
  expect(await phase('--dry-run')).toMatchObject({ phase: 'bundle', changed: false })
  expect(await phase()).toMatchObject({
    phase: 'bundle',
    changed: true,
    members: ['tls/clients/app/cert.pem', 'tls/n1/cert.pem', 'tls/n2/cert.pem'],
  })
  expect(text(cwd, 'tls/n1/cacert.pem')).toBe(text(cwd, 'ca/next/ca.pem') + text(cwd, 'ca/ca.pem'))
  // Nothing goes on before somebody has said that everybody was restarted.
  expect(await phase()).toMatchObject({ ok: false, error: { code: 'missing-answer' } })
  expect(await phase('--restarted')).toMatchObject({ phase: 'reissue', changed: true })
  const next = read(cwd, 'ca/next/ca.pem')
  expect(read(cwd, 'tls/n2/cert.pem').verify(next.publicKey)).toBe(true)
  expect(await phase('--restarted')).toMatchObject({ phase: 'drop', changed: true })
  expect(text(cwd, 'tls/n1/cacert.pem')).toBe(text(cwd, 'ca/ca.pem'))
  expect(read(cwd, 'ca/ca.pem').raw.equals(next.raw)).toBe(true)
  expect(read(cwd, 'ca/previous/ca.pem').raw.equals(old.raw)).toBe(true)
  expect(tree(cwd, false)).toMatchObject({ 'ca/ca-key.pem': '0400', 'ca/previous/ca-key.pem': '0400' })
  expect(Object.keys(tree(cwd)).filter((name) => name.startsWith('ca/next'))).toEqual([])
  await certs(cwd, ['issue', 'node', 'n3'])
  expect((await certs(cwd, ['check', 'tls'])).code).toBe(0)
})

// The new one might sign for every name there is.
test('rotate-ca: the new CA may sign for the names that the old one may, and for no others', async () => {
  const cwd = await made('--node', 'n1', '--name-constraint', 'n1', '--no-localhost')
  await certs(cwd, ['rotate-ca'])
  const [constraints, kept] = ['ca/ca.pem', 'ca/next/ca.pem'].map((name) =>
    extensionsOf(read(cwd, name)).get('551d1e')?.toString('hex'),
  )
  expect(constraints).toMatch(/^30/)
  expect(kept).toBe(constraints)
  const { code, stderr } = await certs(cwd, ['issue', 'node', 'other', '--ca-dir', 'ca/next'])
  expect([code, stderr]).toEqual([2, expect.stringContaining('name constraints')])
  expect(await certs(cwd, ['rotate-ca', '--restarted'])).toMatchObject({ code: 0 })
})

test('rotate-ca asks a person, and no is no', async () => {
  const cwd = await made()
  await certs(cwd, ['rotate-ca'])
  const before = tree(cwd)
  const outcome = await certs(cwd, ['rotate-ca'], { tty: true, prompter: { confirm: async () => false } })
  expect(outcome).toMatchObject({ code: 0, stdout: expect.stringContaining('reissue: not done yet') })
  expect(tree(cwd)).toEqual(before)
  await certs(cwd, ['rotate-ca'], { tty: true, prompter: { confirm: async () => true } })
  expect(tree(cwd)).not.toEqual(before)
})

test('rotate-ca stops where somebody would refuse somebody', async () => {
  const [cwd, other] = [await made('--node', 'n1', '--node', 'n2'), await made()]
  await certs(cwd, ['issue', 'node', 'stranger', '--ca-dir', join(other, 'ca')])
  const before = tree(cwd)
  const { code, stderr } = await certs(cwd, ['rotate-ca'])
  expect(code).toBe(1)
  expect(stderr).toMatch(/before anything is changed, \S+ would refuse \S+: InvalidSignatureForPublicKey/)
  expect(tree(cwd)).toEqual(before)
})

test('rotate-ca keeps a CA key encrypted', async () => {
  const cwd = temporaryDirectory({ word: 'correct horse battery\n' })
  const word = ['--ca-passphrase-file', 'word']
  await certs(cwd, ['init', '--encrypt-ca-key', ...word])
  const { stderr } = await certs(cwd, ['rotate-ca', ...word])
  // Once, although it is asked for twice.
  expect(stderr.match(/warning: others can read word \(0644\)/g)).toHaveLength(1)
  expect(text(cwd, 'ca/next/ca-key.pem')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/)
  expect(await certs(cwd, ['rotate-ca', '--restarted', ...word])).toMatchObject({ code: 0 })
})

// Skipped in silence once: the certificate would have ended although renew said that all was well.
test('a key that is there and cannot be read stops renew, whatever else there is to renew', async () => {
  const cwd = temporaryDirectory()
  await certs(cwd, ['init', '--node', 'a', '--client', 'c'])
  rmSync(join(cwd, 'tls/clients/c/key.pem'))
  mkdirSync(join(cwd, 'tls/clients/c/key.pem'))
  const before = tree(cwd)
  const { code, stderr } = await certs(cwd, ['renew'])
  expect({ code, stderr }).toEqual({
    code: 6,
    stderr: `error: cannot read ${cwd}/tls/clients/c/key.pem: it is a directory\n`,
  })
  expect(tree(cwd)).toEqual(before)
  expect((await certs(cwd, ['rotate-ca'])).code).toBe(6)
})
