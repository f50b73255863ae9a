import type { Rotation } from './journal.ts'
import { BEFORE } from './plan.ts'

type Is = (value: unknown) => boolean

const isText: Is = (value) => typeof value === 'string'
const isNumber: Is = (value) => typeof value === 'number'
const isFlag: Is = (value) => typeof value === 'boolean'
const isTable = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const oneOf =
  (...words: unknown[]): Is =>
  (value) =>
    words.includes(value)
const orNull =
  (is: Is): Is =>
  (value) =>
    value === null || is(value)
const listOf =
  (is: Is): Is =>
  (value) =>
    Array.isArray(value) && value.every(is)
const tableOf =
  (is: Is): Is =>
  (value) =>
    isTable(value) && Object.values(value).every(is)
const form =
  (fields: Record<string, Is>): Is =>
  (value) =>
    isTable(value) && Object.entries(fields).every(([name, is]) => is(value[name]))

const EVIDENCE = form({ node: isText, probe: isText, status: isText, asWanted: isFlag, at: isText })

const NODE = form({
  step: oneOf('pending', 'written', 'restarted', 'proved'),
  startup: (value) => value === undefined || orNull(isText)(value),
})

const PHASE = form({
  kind: oneOf('restart', 'callers'),
  settings: tableOf(oneOf('old', 'new', true, null)),
  title: isText,
  reason: isText,
  state: oneOf('pending', 'running', 'done', 'undone'),
  doneAt: orNull(isText),
  nodes: tableOf(NODE),
  evidence: listOf(EVIDENCE),
})

const ROTATION = form({
  version: oneOf(1),
  id: isText,
  revision: isNumber,
  kind: oneOf(...Object.keys(BEFORE)),
  state: oneOf('running', 'done', 'aborted'),
  direction: oneOf('forward', 'back'),
  startedAt: isText,
  inventory: isTable,
  base: isText,
  allowPlaintext: isFlag,
  checksPeers: listOf(isText),
  keys: form({ old: orNull(isText), new: orNull(isText) }),
  versions: tableOf(orNull(isText)),
  jwt: isFlag,
  soak: isNumber,
  callersMovedAt: orNull(isText),
  phases: (value) => listOf(PHASE)(value) && (value as unknown[]).length > 0,
  files: tableOf(listOf(isText)),
})

/** Whether a journal has the form of ours. What it says is trusted, as only its owner can write it. */
export const isRotation = (value: unknown): value is Rotation => ROTATION(value)
