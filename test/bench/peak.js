import { readFileSync } from 'node:fs'

/** Watches the memory of a running child; the function answers its peak so far in MiB and ends the watching. */
export function watchPeak(child) {
  let peak = 0
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0))
    } catch {}
  }, 20)
  return () => {
    clearInterval(watch)
    return peak / 1024
  }
}
