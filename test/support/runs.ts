/**
 * How often a property is tried: few times in CI, `QDRANT_AUTH_RUNS` times as often where that is set, from another seed
 * each time. The seed of a failure is in its message. Below 1 are the runs against mutants.
 */
const TIMES = Number(process.env.QDRANT_AUTH_RUNS ?? 1)

export const runsOf = (usual: number): { numRuns: number; seed?: number } =>
  TIMES > 1 ? { numRuns: usual * TIMES } : { numRuns: Math.ceil(usual * TIMES), seed: 1 }

/** Milliseconds that a test may take which tries a property so often. */
export const timeoutOf = (usual: number): number => usual * Math.max(1, TIMES)

export const isLongRun = TIMES > 1
