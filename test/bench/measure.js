import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { watchPeak } from './peak.js'

/** The tool as it is built here. */
export const BIN = fileURLToPath(new URL('../../bin/qdrant-auth.js', import.meta.url))

const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env
/** Without what forces Node 20 to parse a whole CA bundle at every start (nodejs/node#40524). */
export const env = { ...environment, BENCH_KEY: 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx' }

/**
 * A whole process: wall seconds, peak resident memory (Linux), and what it said on stderr. Its stdout is thrown away: a pipe
 * would add the start of Node's network code to every command that speaks.
 */
export function measure(program, args, { exitCode = 0, cwd } = {}) {
  return new Promise((done, failed) => {
    const start = process.hrtime.bigint()
    const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'ignore', 'pipe'] })
    const peak = watchPeak(child)
    let said = ''
    child.stderr.on('data', (chunk) => (said += chunk))
    child.on('error', failed)
    child.on('close', (code) => {
      const mebibytes = peak()
      const seconds = Number(process.hrtime.bigint() - start) / 1e9
      if (code === exitCode) done({ seconds, mebibytes, said })
      else failed(new Error(`${program} ${args.slice(0, 8).join(' ')} ended with ${code}: ${said}`))
    })
  })
}

/** Median and the tenth and ninetieth percentile. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (part) => sorted[Math.floor((sorted.length - 1) * part)]
  return { median: at(0.5), low: at(0.1), high: at(0.9) }
}

/** Ratios of values that were measured in turn, pair by pair: a machine that slows down does so for both. */
export const ratios = (values, others) => spread(values.map((value, index) => value / others[index]))

export const ranged = ({ median, low, high }, digits) =>
  `${median.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`

/** Says which limits hold; the process ends with 1 where one does not. */
export function verdict(limits) {
  for (const [limit, holds] of Object.entries(limits)) console.log(`${holds ? 'ok  ' : 'MISS'} ${limit}`)
  if (!Object.values(limits).every(Boolean)) process.exitCode = 1
}
