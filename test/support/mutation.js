// usage: npm run mutation -- ROOM…   such as files, jwt, config, qdrant (all four without a name)
// One room takes minutes to hours: every mutant runs the tests of its room that reach it.
import { spawnSync } from 'node:child_process'

const named = process.argv.slice(2)
let failed = false
for (const room of named.length > 0 ? named : ['files', 'jwt', 'config', 'qdrant']) {
  const { status } = spawnSync('npx', ['stryker', 'run', '--mutate', `src/${room}/**/*.ts`], {
    env: { ...process.env, ROOM: room },
    stdio: 'inherit',
  })
  failed ||= status !== 0
}
process.exitCode = failed ? 1 : 0
