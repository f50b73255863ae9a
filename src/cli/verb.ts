import type { Context } from './context.ts'
import { deliver, type Report } from './report.ts'

/** The last step of every verb's action: do the work, say what came of it, keep the exit code for `main`. */
export async function finish(context: Context, work: () => Promise<Report>): Promise<void> {
  context.exitCode = await deliver(await work(), context)
}
