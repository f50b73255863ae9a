// usage: npm run mutation -- ROOM… [flags of stryker]   such as files, jwt, config, qdrant (all four without a name)
// One room takes minutes to hours: every mutant runs the tests of its room that reach it. With --incremental what an
// earlier run has killed is not tried again, as long as neither it nor the test has changed.
import { spawnSync } from 'node:child_process'

const given = process.argv.slice(2)
const first = given.findIndex((word) => word.startsWith('-'))
const [named, flags] = first === -1 ? [given, []] : [given.slice(0, first), given.slice(first)]
let failed = false
for (const room of named.length > 0 ? named : ['files', 'jwt', 'config', 'qdrant']) {
  const kept = ['--incrementalFile', `coverage/mutation-${room}.json`]
  const { status } = spawnSync(
    'npx',
    ['stryker', 'run', '--mutate', `src/${room}/**/*.ts`, ...kept, ...flags],
    {
      env: { ...process.env, ROOM: room },
      stdio: 'inherit',
    },
  )
  failed ||= status !== 0
}
process.exitCode = failed ? 1 : 0
