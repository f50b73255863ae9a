import { readFileSync } from 'node:fs'

/** Behaviour recorded from a real Qdrant v1.19.0, case by case. See the notes in each file. */
export function recording<T>(name: string): T {
  return JSON.parse(text(name)) as T
}

/** For numbers that `JSON.parse` would round. */
export const text = (name: string): string =>
  readFileSync(new URL(`recordings/${name}.json`, import.meta.url), 'utf8')
