import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'

const isThere = spawnSync('python3', ['--version'], { stdio: 'ignore' }).status === 0

/** What stands indented below a line of the page. */
function below(page: string, title: string): string {
  const lines = page.slice(page.indexOf(`\n${title}\n`) + 1).split('\n')
  const end = lines.findIndex((line, index) => index > 0 && line !== '' && !line.startsWith('  '))
  const own = lines.slice(1, end === -1 ? undefined : end)
  return `${own
    .map((line) => line.slice(2))
    .join('\n')
    .trimEnd()}\n`
}

const accepts = (program: string, args: readonly string[], input: string) => {
  const { status, stderr } = spawnSync(program, args, { input, encoding: 'utf8' })
  expect({ status, stderr, input }).toEqual({ status: 0, stderr: '', input })
}

test.each([[[]], [['--mtls']], [['--no-tls']], [['--secrets', 'env']], [['--cluster', '3', '--mtls']]])(
  `init %j: the page fits 80 columns, and shell, compose and Python read what it prints${isThere ? '' : ' (python3 is missing)'}`,
  async (flags) => {
    const { code, stdout } = await run(['init', '--yes', ...flags], { cwd: temporaryDirectory() })
    expect(code).toBe(0)
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])

    accepts('bash', ['-n'], below(stdout, 'Ask it something, with curl'))
    if (!flags.includes('--cluster')) accepts('bash', ['-n'], below(stdout, 'or with docker run,'))
    const python = below(stdout, 'or Python (pip install qdrant-client):')
    expect(python).toContain('\nclient = QdrantClient(')
    if (isThere) accepts('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], python)
  },
)

test('the nodes of a cluster as compose reads them', async () => {
  const { stdout } = await run(['init', '--yes', '--cluster', '2', '--mtls'], { cwd: temporaryDirectory() })
  const node = (name: string) => ({
    image: 'qdrant/qdrant:v1.19.0',
    volumes: [
      './config:/qdrant/config:ro',
      `./tls/${name}:/qdrant/tls:ro`,
      `./storage/${name}:/qdrant/storage`,
    ],
    restart: 'unless-stopped',
  })
  expect(parse(below(stdout, 'Start the nodes, here with compose (compose.yaml):'))).toEqual({
    services: {
      'qdrant-1': {
        ...node('qdrant-1'),
        command: ['./qdrant', '--uri', 'https://qdrant-1:6335'],
        ports: ['127.0.0.1:6333:6333'],
      },
      'qdrant-2': {
        ...node('qdrant-2'),
        command: ['./qdrant', '--uri', 'https://qdrant-2:6335', '--bootstrap', 'https://qdrant-1:6335'],
      },
    },
  })
})
