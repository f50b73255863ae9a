import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDirectory } from './support/directory.ts'
import { run } from './support/io.ts'
import { StandIn } from './support/stand-in.ts'

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** The shell blocks below a heading of the README, a command each; a here-document is one command. */
function commandsBelow(heading: string): string[] {
  const start = README.indexOf(`## ${heading}\n`)
  const end = README.indexOf('\n## ', start + 1)
  const blocks = [...README.slice(start, end).matchAll(/^```sh\n(.*?)^```$/gms)].map(
    ([, block = '']) => block,
  )
  return blocks.flatMap((block) => block.match(/^.*<<'EOF'\n[\s\S]*?^EOF$|^.+$/gm) ?? [])
}

/** Words of a line without variables or substitutions, and the file behind `<`. */
function wordsOf(line: string): { argv: string[]; input: string | undefined } {
  const words = (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^"(.*)"$/, '$1'))
  const at = words.indexOf('<')
  return at === -1 ? { argv: words, input: undefined } : { argv: words.slice(0, at), input: words[at + 1] }
}

/** Lines that do not fit 80 columns, wherever the project is. */
const tooWide = ({ stdout, stderr }: { stdout: string; stderr: string }, cwd: string): string[] =>
  `${stdout}${stderr}`
    .replaceAll(cwd, '/srv')
    .split('\n')
    // A finding is one line, which editors and CI find again (the text form of findings).
    .filter((line) => line.length > 80 && !/^(?:error|warning|note): .* \[[a-z]+\/[a-z-]+\]$/.test(line))

test('the tutorial of the README, command by command', async () => {
  const commands = commandsBelow('A cluster, from nothing')
  expect(commands.length).toBeGreaterThan(12)
  let cwd = temporaryDirectory()
  let cluster: StandIn | undefined
  const said: string[] = []
  const wide: string[] = []
  const execute = async (argv: readonly string[]) => {
    expect(argv.slice(0, 5)).toEqual(['docker', 'compose', '-f', join(cwd, 'compose.yaml'), 'restart'])
    return cluster?.execute(['restart', argv[5] ?? '']) ?? 1
  }
  for (const command of commands) {
    if (command.startsWith('cd ')) cwd = join(cwd, command.slice(3))
    else if (command === 'docker compose up -d --wait') {
      cluster = await StandIn.start(cwd, {
        names: ['qdrant-1', 'qdrant-2', 'qdrant-3'],
        tls: (name) => join(cwd, 'tls', name),
        now: () => new Date(),
      })
      // The ports of the compose file may be taken on this machine.
      const ports = cluster.nodes.map(({ http }) => http)
      const file = join(cwd, 'compose.yaml')
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace(/published: "6[345]33"/g, () => `published: "${ports.shift()}"`),
      )
    } else if (command.startsWith('qdrant-auth ')) {
      const { argv, input } = wordsOf(
        command.replace('localhost:6333', `localhost:${cluster?.nodes[0]?.http}`),
      )
      const outcome = await run(argv.slice(1), {
        cwd,
        // TLS is checked by this machine's own clock.
        now: new Date(),
        execute,
        ...(input !== undefined && { stdin: readFileSync(join(cwd, input)) }),
      })
      expect([command, outcome.code, outcome.code === 0 ? '' : outcome.stderr]).toEqual([command, 0, ''])
      said.push(outcome.stdout)
      // A program is printed as it is to be stored.
      if (argv[1] !== 'snippet') wide.push(...tooWide(outcome, cwd))
    } else expect([command, spawnSync('sh', ['-c', command], { cwd }).status]).toEqual([command, 0])
  }
  expect(said.at(-1)).toMatch(/^Rotation [0-9a-f]{8}: api_key .*, done\n/)
  // Commands to copy. Whatever else does not fit is broken into lines.
  expect(wide).toEqual([
    '  mkdir -p storage/qdrant-1 storage/qdrant-2 storage/qdrant-3 snapshots/qdrant-1 snapshots/qdrant-2 snapshots/qdrant-3',
  ])
  expect(cluster?.restarts).toHaveLength(9)
  expect(cluster?.refusals).toEqual([])
}, 120_000)
