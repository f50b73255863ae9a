import { QdrantAuthError } from '../../src/errors.ts'

/** What work is refused with: code, sentence and hints. Its result where it is not refused. */
export function refusal(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof QdrantAuthError)) throw error
    return [error.code, error.message, ...(error.hints ?? [])]
  }
}
