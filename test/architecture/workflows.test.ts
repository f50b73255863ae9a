import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const WORKFLOWS = new URL('../../.github/workflows', import.meta.url).pathname

interface Workflow {
  permissions: Record<string, string>
  jobs: Record<string, { permissions: Record<string, string>; steps: { uses?: string; run?: string }[] }>
}

const workflows = readdirSync(WORKFLOWS).map((file) => {
  const text = readFileSync(join(WORKFLOWS, file), 'utf8')
  return { file, text, workflow: parse(text) as Workflow }
})

test.each(workflows)(
  '$file: every action is pinned by commit, and nobody may more than the job needs',
  ({ text, workflow }) => {
    expect(workflow.permissions).toEqual({})
    for (const { permissions, steps } of Object.values(workflow.jobs)) {
      expect(permissions).toBeDefined()
      for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/)
    }
    // Text of a commit or a tag must not become part of a script.
    for (const { run } of Object.values(workflow.jobs).flatMap(({ steps }) => steps))
      expect(run ?? '').not.toMatch(/\$\{\{/)
    expect(text).not.toMatch(/secrets\.|pull_request_target/)
  },
)

test('the package is published with provenance, by a job that may write nothing', () => {
  const { npm } = workflows.find(({ file }) => file === 'release.yml')?.workflow.jobs ?? {}
  expect(npm?.permissions).toEqual({ contents: 'read', 'id-token': 'write' })
  expect(npm?.steps.at(-1)?.run).toBe('npm publish --provenance --access public')
})
