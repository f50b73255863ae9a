/** Nodes that are asked at once: more only wait for each other, until some of them count as unreachable. */
const MOST = 16

/** `Promise.all` over the results of `work`, with a few of them under way at a time. */
export async function together<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async () => {
    try {
      while (next < items.length) {
        const index = next++
        results[index] = await work(items[index] as T, index)
      }
    } catch (error) {
      // Nobody waits for the rest any more.
      next = items.length
      throw error
    }
  }
  await Promise.all(Array.from({ length: Math.min(MOST, items.length) }, worker))
  return results
}
