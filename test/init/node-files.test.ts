import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { standIn } from '../doctor/stand-in.ts'
import { put, temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'

// Each node has its certificates in a folder of its own, tls/NAME, and gets it as tls: the files at hand are not where the
// config looks for them, and everything that judged the directory said that they were missing.

async function cluster(): Promise<string> {
  const cwd = temporaryDirectory()
  expect((await run(['init', '--cluster', '3', '--yes'], { cwd })).code).toBe(0)
  return cwd
}

test('config validate judges the certificates of every node', async () => {
  const cwd = await cluster()
  expect(await run(['config', 'validate'], { cwd })).toEqual({
    code: 0,
    stdout: '',
    stderr: '2 file(s): 0 error(s), 0 warning(s), 0 note(s)\n',
  })
  copyFileSync(join(cwd, 'tls/qdrant-1/key.pem'), join(cwd, 'tls/qdrant-2/key.pem'))
  rmSync(join(cwd, 'tls/qdrant-3/cert.pem'))
  const { code, stdout } = await run(['config', 'validate', '--format', 'json'], { cwd })
  const messages = JSON.parse(stdout).findings.map(({ message }: { message: string }) => message)
  expect({ code, messages }).toEqual({
    code: 1,
    messages: [
      'qdrant-2: tls.key is not the key of tls.cert',
      'qdrant-3: tls.cert names ./tls/cert.pem, which the server cannot read: No such file or directory',
    ],
  })
})

test('what holds for all nodes is said once', async () => {
  const cwd = await cluster()
  put(join(cwd, 'config/local.yaml'), 'service:\n  api_key: short\n', 0o600)
  const { stdout } = await run(['config', 'validate', '--format', 'json'], { cwd })
  const short = JSON.parse(stdout).findings.filter(
    ({ ruleId }: { ruleId: string }) => ruleId === 'config/short-key',
  )
  expect(short).toMatchObject([{ message: expect.not.stringContaining('qdrant-') }])
})

test('config show takes the first node, and says so', async () => {
  const cwd = await cluster()
  const { code, stdout, stderr } = await run(
    ['config', 'show', '.', '--', '--uri', 'https://qdrant-1:6335'],
    { cwd },
  )
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr:
      "note: shown as the node qdrant-1 of this cluster has it\nhint: the server's arguments belong behind --: config show . -- --uri https://qdrant-1:6335\n",
  })
  expect(stdout).toMatch(/^Authentication is on by api_key/)
})

test('doctor asks the node that listens here, and says that the others were not asked', async () => {
  const cwd = await cluster()
  const text = (name: string) => readFileSync(join(cwd, name), 'utf8')
  const [, key = ''] = /^ {2}api_key: "(.*)"$/m.exec(text('config/local.yaml')) ?? []
  const [, reader = ''] = /read_only_api_key: "(.*)"/.exec(text('config/local.yaml')) ?? []
  const server = await standIn({
    keys: { [key]: 'full', [reader]: 'read' },
    jwt: true,
    tls: { cert: text('tls/qdrant-1/cert.pem'), key: text('tls/qdrant-1/key.pem') },
  })
  const config = text('config/config.yaml')
    .replace('http_port: 6333', `http_port: ${server.rest}`)
    .replace('grpc_port: 6334', `grpc_port: ${server.grpc}`)
  put(join(cwd, 'config/config.yaml'), config)
  for (const argv of [['doctor'], ['doctor', '--config', '.']]) {
    // The stand-in has nothing on its surface; what is not asked here is not what this is about.
    const { code, stdout, stderr } = await run([...argv, '--json', '--skip', 'surface'], { cwd })
    const { findings, nodes } = JSON.parse(stdout)
    expect({ code, findings, stderr }).toEqual({
      code: 0,
      findings: [],
      stderr:
        'note: of qdrant-2, qdrant-3 only the files were looked at\nhint: name every node in a file: {ca: CACERT, nodes: [{name: qdrant-2, url: "https://qdrant-2:6333", config: DIR}]}, and run qdrant-auth doctor FILE\n1 node(s): 0 error(s), 0 warning(s), 0 note(s)\n',
    })
    expect(nodes).toMatchObject([{ url: `https://localhost:${server.rest}/` }])
  }
})

test('an inventory has the node of that name judged by its own files', async () => {
  const cwd = await cluster()
  rmSync(join(cwd, 'tls/qdrant-1/key.pem'))
  const nodes = (name: string) => `nodes: [{name: ${name}, config: .}]\n`
  put(join(cwd, 'one.yaml'), nodes('qdrant-1'))
  put(join(cwd, 'two.yaml'), nodes('qdrant-2'))
  const errors = async (file: string) =>
    JSON.parse((await run(['doctor', file, '--json'], { cwd })).stdout).summary.error
  expect(await errors('one.yaml')).toBe(1)
  expect(await errors('two.yaml')).toBe(0)
})

test('a record with more nodes than init makes is refused', async () => {
  const cwd = await cluster()
  const record = join(cwd, '.qdrant-auth/init.json')
  put(record, readFileSync(record, 'utf8').replace('"nodes": 3', '"nodes": 1000000000'))
  expect(await run(['config', 'validate'], { cwd })).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('it is not a record of qdrant-auth init'),
  })
})
