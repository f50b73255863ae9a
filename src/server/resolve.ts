/** The addresses of a host in the order in which they are tried. Rejects with the resolver's error, or when the signal aborts. */
export async function addressesOf(host: string, signal: AbortSignal): Promise<string[]> {
  const { lookup } = await import('node:dns/promises')
  signal.throwIfAborted()
  // The system's resolver takes its time and cannot be told to stop.
  const aborted = new Promise<never>((_, failed) =>
    signal.addEventListener(
      'abort',
      () => failed(Object.assign(new Error('aborted'), { name: 'AbortError' })),
      {
        once: true,
      },
    ),
  )
  const found = await Promise.race([lookup(host, { all: true }), aborted])
  return found.map(({ address }) => address)
}
