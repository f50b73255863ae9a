import { Context } from './cli/context.ts'
import { tellFailure } from './cli/failure.ts'
import type { Io } from './cli/io.ts'
import { createProgram } from './cli/program.ts'
import { EXIT, type ExitCode } from './errors.ts'

export { processIo } from './cli/io.ts'

/**
 * The whole tool as a function: `argv` without node and script, everything else in `io`.
 * Never throws and never ends the process; the caller sets the exit code.
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  let created: Awaited<ReturnType<typeof createProgram>> | undefined
  try {
    created = await createProgram(argv, io)
    const { program, context, own } = created
    if (argv.length === 0) {
      context.queueOut(program.helpInformation())
      await context.flush()
      return EXIT.usage
    }
    await program.parseAsync(own, { from: 'user' })
    return context.exitCode
  } catch (error) {
    // Commander may have failed before it knew the global options, so the flag is looked for in argv itself.
    const { context, own } = created ?? { context: new Context(io, ''), own: argv }
    return tellFailure(error, context, own.includes('--json'))
  }
}
