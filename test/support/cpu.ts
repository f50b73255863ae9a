/** Milliseconds of processor time so far: unlike a clock, it stands still while a busy machine does other things. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
