import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import draft7 from 'ajv/dist/ajv.js'
import { beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { VERSION } from '../../src/version.ts'
import { BIN, prepared } from '../support/built.ts'
import { put, temporaryDirectory, tree } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { has } from '../support/programs.ts'

const ROOT = new URL('../../', import.meta.url).pathname
const text = (name: string) => readFileSync(join(ROOT, name), 'utf8')

beforeAll(prepared, 60_000)

function faults(schema: string, yaml: string): unknown {
  const json = JSON.parse(readFileSync(join(ROOT, `test/emit/schemas/${schema}.json`), 'utf8'))
  const ajv = new draft7.default({ strict: false, validateFormats: false, logger: false })
  const validate = ajv.compile(json)
  return validate(parse(yaml)) ? [] : validate.errors
}

test('the action and the hooks are valid by their schemas', () => {
  expect(faults('github-action', text('action.yml'))).toEqual([])
  expect(faults('pre-commit-hooks', text('.pre-commit-hooks.yaml'))).toEqual([])
  expect(
    faults('github-action', text('action.yml').replace('using: composite', 'using: compose')),
  ).not.toEqual([])
})

test('the action and the hooks ask for this version', () => {
  expect(text('.pre-commit-hooks.yaml')).toContain(`rev: v${VERSION}\n`)
  expect(text('action.yml')).toContain(`qdrant-auth@${VERSION})`)
  expect(text('action.yml')).toContain(`qdrant-auth@v${VERSION}\n`)
})

/** Runs the step of the action as GitHub does, with `npx` that starts the tool of this checkout. */
function act(cwd: string, inputs: Record<string, string>) {
  const action = parse(text('action.yml'))
  const [step] = action.runs.steps
  const given = (name: string): string => inputs[name] ?? action.inputs[name].default
  const variables = Object.entries<string>(step.env).map(([name, value]) => [
    name,
    value.replace(/^\$\{\{ inputs\.([\w-]+) \}\}$/, (_, input: string) => given(input)),
  ])
  put(join(cwd, 'bin/npx'), `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${BIN}" "$@"\n`)
  chmodSync(join(cwd, 'bin/npx'), 0o755)
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
    cwd,
    encoding: 'utf8',
    env: { PATH: `${join(cwd, 'bin')}:${process.env.PATH}`, ...Object.fromEntries(variables) },
  })
}

/** A checkout of what `init` made: everything but what its `.gitignore` keeps out. */
async function checkout(cwd: string, name: string): Promise<string[]> {
  await run(['init', name, '--yes'], { cwd, now: new Date() })
  const root = join(cwd, name)
  for (const secret of ['.qdrant-auth', 'ca', 'tokens', 'config/local.yaml', 'tls/key.pem'])
    rmSync(join(root, secret), { recursive: true })
  const files = Object.keys(tree(root)).filter((file) => !file.endsWith('/'))
  expect(files).toEqual(['.gitignore', 'config/config.yaml', 'tls/cacert.pem', 'tls/cert.pem'])
  return files
}

test('the action: sound, broken, and with names that are no commands', async () => {
  const cwd = temporaryDirectory()
  await checkout(cwd, 'my server')
  const inputs = { config: 'my server/config/config.yaml\n', certificates: 'my server/tls/cert.pem\n' }
  expect(act(cwd, inputs)).toMatchObject({ status: 0, stdout: '' })
  put(join(cwd, 'broken.yaml'), 'service:\n  apikey: x\n')
  const broken = act(cwd, { ...inputs, config: `${inputs.config}\nbroken.yaml\n` })
  expect(broken.status).toBe(1)
  expect(broken.stdout).toContain('::error title=config/unknown-key,file=broken.yaml,line=2')
  expect(act(cwd, { ...inputs, within: '366d' })).toMatchObject({ status: 1 })
  expect(act(cwd, { ...inputs, config: '$(touch owned)\n-x' }).status).not.toBe(0)
  expect(existsSync(join(cwd, 'owned'))).toBe(false)
}, 30_000)

test('the hooks start commands that there are, for the files they are about', async () => {
  const cwd = temporaryDirectory()
  const files = await checkout(cwd, '.')
  for (const { entry, files: pattern } of parse(text('.pre-commit-hooks.yaml'))) {
    const [npx, yes, tool, ...argv] = entry.split(' ')
    const chosen = files.filter((file) => new RegExp(pattern).test(file))
    expect({ tool: [npx, yes, tool], chosen }).toEqual({
      tool: ['npx', '--yes', `qdrant-auth@${VERSION}`],
      chosen: argv[0] === 'config' ? ['config/config.yaml'] : ['tls/cacert.pem', 'tls/cert.pem'],
    })
    expect(await run([...argv, ...chosen], { cwd, now: new Date() })).toMatchObject({ code: 0 })
    expect(new RegExp(pattern).test('tls/key.pem')).toBe(false)
  }
})

test('what the Dockerfile copies is all that the tool needs', () => {
  const copied = [...text('Dockerfile').matchAll(/^COPY --from=build (.+) (\S+)$/gm)]
  expect(copied).toHaveLength(2)
  const root = temporaryDirectory()
  for (const [, from = '', to = ''] of copied)
    for (const source of from.split(' ')) {
      const name = source.replace('/src/', '')
      cpSync(join(ROOT, name), join(root, to, to.endsWith('/') ? name.replace(/.*\//, '') : ''), {
        recursive: true,
      })
    }
  const entry = JSON.parse(/^ENTRYPOINT (.+)$/m.exec(text('Dockerfile'))?.[1] ?? '[]')
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, entry[1]), 'emit', '--allow-open', 'kubernetes'],
    {
      cwd: root,
      encoding: 'utf8',
      env: {},
    },
  )
  expect({ status, kind: /kind: StatefulSet/.test(stdout) }).toEqual({ status: 0, kind: true })
})

test('the Dockerfile: versions pinned, an ordinary user at the end', () => {
  const lines = text('Dockerfile').split('\n')
  const images = lines.filter((line) => line.startsWith('FROM '))
  expect(images.every((line) => /^FROM node:\d+\.\d+\.\d+-bookworm-slim( AS build)?$/.test(line))).toBe(true)
  expect(lines.filter((line) => line.startsWith('USER '))).toEqual(['USER 1000:1000'])
})

test.skipIf(!has('hadolint'))('with hadolint: nothing to say', () => {
  const { status, stdout } = spawnSync('hadolint', [join(ROOT, 'Dockerfile')], { encoding: 'utf8' })
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
})
