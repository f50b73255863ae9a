// For mutation tests: makes one test of each `test.each`. The recordings alone are thousands of cases, and Stryker matches the
// name of every test against the names of all that reach a mutant, for each mutant.
import { test } from 'vitest'

type Run = (...given: unknown[]) => unknown

const whole =
  (cases: readonly unknown[]) =>
  (title: string, ...rest: unknown[]): void => {
    const run = rest.find((one): one is Run => typeof one === 'function')
    test(title, async () => {
      for (const one of cases) await run?.(...(Array.isArray(one) ? one : [one]))
    })
  }

Object.assign(test, { each: whole })
