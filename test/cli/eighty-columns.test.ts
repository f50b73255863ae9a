import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../support/io.ts'

const cwd = mkdtempSync(join(tmpdir(), 'qdrant-auth-test-'))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

beforeAll(async () => {
  expect((await run(['init', '.', '--mtls', '--yes'], { cwd })).code).toBe(0)
  expect((await run(['init', 'cluster', '--cluster', '3', '--yes'], { cwd })).code).toBe(0)
})

/** What is no word of ours and cannot be broken: a name of the server's, a line of its log, its reason not to start. */
const THEIRS =
  /^ {2}(?:WARN|ERROR) qdrant::|^The server does not start:|^ {2}storage\.\S{50,} |^\S+ +POST \/collections\/\S+$/

// Not here: files that are printed for others to read (emit, snippet, schema, completion), help (main.test.ts), explain
// (as wide as the terminal: explain.test.ts), and what the tutorial shows (tutorial.test.ts).
test.each([
  ['config', 'show'],
  ['config', 'show', '--all'],
  ['config', 'show', 'cluster'],
  ['config', 'rules'],
  ['config', 'validate', '.'],
  ['jwt', 'can', '--list', '--as', 'none'],
  ['jwt', 'can', '--list', '--as', 'read-only'],
  ['jwt', 'can', 'PUT /collections/docs/points', '--as', 'read-only', '--explain'],
  ['jwt', 'inspect', 'tokens/read.jwt'],
  ['jwt', 'list'],
  ['certs', 'show', 'tls'],
  ['certs', 'check', 'tls'],
  ['certs', 'renew', 'tls', '--if-due'],
  ['certs', 'init', '--node', 'node-2', '--client', 'app', '--dry-run'],
  ['rotate', 'plan'],
  ['rotate', 'plan', '--config', 'cluster'],
  ['audit', 'suggest', '--help'],
])('%j fits 80 columns', async (...argv) => {
  const { stdout, stderr } = await run(argv, { cwd })
  expect(stdout + stderr).not.toBe('')
  expect(stdout.split('\n').filter((line) => line.length > 80 && !THEIRS.test(line))).toEqual([])
})
