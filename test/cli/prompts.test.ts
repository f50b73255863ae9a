import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createPrompter } from '../../src/cli/prompts.ts'
import type { Prompter } from '../../src/prompter.ts'

const QUESTIONS: [string, (prompter: Prompter) => Promise<unknown>][] = [
  ['a secret', (prompter) => prompter.password({ message: 'The key' })],
  ['a text', (prompter) => prompter.input({ message: 'The name' })],
  ['yes or no', (prompter) => prompter.confirm({ message: 'Go on?', default: false })],
  [
    'one of several',
    (prompter) => prompter.select({ message: 'Which?', choices: [{ name: 'a', value: 'a' }] }),
  ],
]

const terminal = () => {
  const input = new PassThrough()
  const output = new PassThrough()
  output.resume()
  return { input, prompter: createPrompter(() => ({ input, output }), new AbortController().signal) }
}

// Nothing was waited for any more, so the process ended by itself: with "interrupted", and exit code 0.
test.each(QUESTIONS)('Ctrl-D instead of %s is an interrupt', async (_, ask) => {
  const { input, prompter } = terminal()
  const answer = ask(prompter)
  setTimeout(() => input.write('\u0004'), 50)
  await expect(answer).rejects.toMatchObject({ code: 'interrupted' })
})

test('an answer, and another one', async () => {
  const { input, prompter } = terminal()
  for (const text of ['first', 'second']) {
    const answer = prompter.input({ message: 'The name' })
    setTimeout(() => input.write(`${text}\r`), 50)
    expect(await answer).toBe(text)
  }
})

test('after Ctrl-Z and fg the question is still there, and nothing is read after its answer', async () => {
  const { input, prompter } = terminal()
  // What the line reader does at SIGCONT: the terminal stays raw.
  Object.assign(input, { isRaw: true })
  const answer = prompter.password({ message: 'The key' })
  setTimeout(() => input.pause(), 50)
  setTimeout(() => input.write('secret\r'), 100)
  expect(await answer).toBe('secret')
  expect(input.isPaused()).toBe(true)
})
