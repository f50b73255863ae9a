import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { text as formats } from '../../src/cli/help/topics/formats.ts'
import { EXIT, EXIT_OF_CODE } from '../../src/errors.ts'
import { parseInventory } from '../../src/rotate/inventory.ts'
import { describeAll, topics } from '../reference/tree.ts'
import { run } from '../support/io.ts'

const all = await describeAll()
const texts = [
  ...all.map(({ path, help }) => ({ name: `${path} --help`, text: help })),
  ...(await topics()).map(({ name, text }) => ({ name: `help ${name}`, text })),
]
const verbs = all.filter(({ path, commands }) => path !== '' && commands.length === 0)

test.each(texts)('$name fits 80 columns, in plain characters and without colour', ({ text }) => {
  for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]| $/m)
  expect(text).not.toContain('[object')
  expect(text).not.toMatch(/default: [[{]/)
})

test.each(verbs)('$path has a summary, a sentence, and two examples of its own', (verb) => {
  expect(verb.summary).toMatch(/^\S.*[^.]$/)
  expect(verb.description).toMatch(/^[A-Z].*\.$/s)
  const own = verb.examples.filter((text) => text.includes(`qdrant-auth ${verb.path}`))
  expect(own.length, verb.help).toBeGreaterThanOrEqual(2)
})

test.each(all)('$path: every option and argument says what it is', ({ options, arguments: given }) => {
  for (const { flags, description } of options) expect(description, flags).not.toBe('')
  for (const { name, description } of given) expect(description, name).not.toBe('')
})

test('the topic of exit codes has every code', async () => {
  const { stdout } = await run(['help', 'exit-codes'], { cwd: '/' })
  for (const exit of Object.values(EXIT)) expect(stdout).toMatch(new RegExp(`^  ${exit} +[a-zC]`, 'm'))
  for (const code of Object.keys(EXIT_OF_CODE)) expect(stdout).toMatch(new RegExp(`\\b${code}\\b`))
})

test('a topic as JSON', async () => {
  const { code, stdout } = await run(['help', 'files', '--json'], { cwd: '/' })
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ command: 'help', ok: true, topic: 'files' })
})

test.each([
  [['help', 'jwt', 'mint'], 'Usage: qdrant-auth jwt mint '],
  [['jwt', 'help', 'mint'], 'Usage: qdrant-auth jwt mint '],
  [['help', 'jwt'], 'Usage: qdrant-auth jwt '],
  [['help', 'keygen'], 'Usage: qdrant-auth keygen '],
  [['help'], 'Usage: qdrant-auth '],
  [['help', 'help'], 'Usage: qdrant-auth help '],
  [['help', 'security'], 'How secrets come in.'],
])('%j', async (argv, start) => {
  const { code, stdout, stderr } = await run(argv, { cwd: '/' })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.slice(0, start.length)).toBe(start)
})

test.each([
  [['help', 'securty'], 'error: there is no help on "securty"\nhint: did you mean security?\n'],
  [['help', 'jwt', 'mnt'], 'error: there is no help on "mnt"\nhint: did you mean mint?\n'],
  [
    ['help', 'jwt', 'mint', 'more'],
    'error: there is no help on "more"\nhint: all of it is said by: qdrant-auth help jwt mint\n',
  ],
  [['explian', 'x'], "error: unknown command 'explian'\nhint: did you mean explain?\n"],
  [['jwt', 'insepct'], "error: unknown command 'insepct'\nhint: did you mean inspect?\n"],
  [['jwt', 'mint', '--acess', 'read'], "error: unknown option '--acess'\nhint: did you mean --access?\n"],
  [
    ['config', 'validate', '--format', 'sariff'],
    "error: option '--format <name>' argument 'sariff' is invalid. Allowed choices are text, json, sarif, junit, github.\nhint: did you mean sarif?\n",
  ],
  [
    ['certs', 'issue', 'clint', 'app'],
    "error: 'clint' is invalid for 'role'. Allowed choices are node, server, client.\nhint: did you mean client?\n",
  ],
  [
    ['config', 'rules', 'mangeld-key'],
    'error: there is no rule "mangeld-key"\nhint: did you mean config/mangled-key?\n',
  ],
  [
    ['config', 'validate', '--disable', 'mangeld-key'],
    'error: there is no rule "mangeld-key"\nhint: did you mean config/mangled-key?\n',
  ],
])('%j: a suggestion, exit 2', async (argv, stderr) => {
  const outcome = await run(argv, { cwd: '/' })
  expect({ ...outcome, stderr: outcome.stderr.slice(0, stderr.length) }).toEqual({
    code: 2,
    stdout: '',
    stderr,
  })
})

test('unknown help without anything near lists what there is', async () => {
  const { code, stderr } = await run(['help', 'xyzzy'], { cwd: '/' })
  expect(code).toBe(2)
  expect(stderr).toMatch(/^error: there is no help on "xyzzy"\nhint: there is help on: init, .*exit-codes, /)
})

test('the default of a duration is shown as one writes it', () => {
  const shown = all.flatMap(({ options }) =>
    options.filter(({ flags }) => flags.includes('<duration>')).map((option) => option.default),
  )
  expect(new Set(shown)).toEqual(new Set([undefined, '5m', '10m', '1h']))
})

test('the nodes of help formats are an inventory that rotate takes', () => {
  const [, example = ''] = /restarted by you:\n\n((?: .*\n)+)/.exec(formats) ?? []
  const { nodes, authority } = parseInventory(parse(example))
  expect(authority).toBe('tls/cacert.pem')
  expect(
    nodes.map(({ name, directory, holder, restart }) => [name, directory, holder, restart?.[0]]),
  ).toEqual([
    ['n1', '.', undefined, 'systemctl'],
    ['n2', undefined, { kind: 'ssh', host: 'root@n2.example.org', path: '/etc/qdrant/keys.yaml' }, 'ssh'],
  ])
})
