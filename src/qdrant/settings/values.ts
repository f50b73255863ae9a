import { UNSET_AFTER_RESET } from './names.ts'
import type { Raw } from './raw.ts'
import type { Given, Typed } from './read.ts'
import { ROWS } from './rows.ts'

/** What a setting has where nothing gives it, the bundled configuration included. */
const ABSENT: ReadonlyMap<string, Typed> = new Map(
  ROWS.map(([path, , absence, fallback]) => [
    path,
    absence === 'may' || UNSET_AFTER_RESET.has(path) ? null : fallback,
  ]),
)

/** The settings as the server holds them once everything is read. */
export class Values {
  readonly #given: Given

  constructor(given: Given) {
    this.#given = given
  }

  /** Null is unset. */
  at(path: string): Typed {
    return this.#given.get(path)?.value ?? (this.isGiven(path) ? null : (ABSENT.get(path) ?? null))
  }

  isGiven(path: string): boolean {
    return this.#given.has(path)
  }

  /** The value before it got its type, where the setting is given. */
  raw(path: string): Raw | undefined {
    return this.#given.get(path)?.raw
  }

  text(path: string): string | undefined {
    const value = this.at(path)
    return value === null ? undefined : String(value)
  }

  flag(path: string): boolean {
    return this.at(path) === true
  }

  integer(path: string): bigint | undefined {
    const value = this.at(path)
    return typeof value === 'bigint' || typeof value === 'number' ? BigInt(value) : undefined
  }

  /** Of a port, which is small. */
  port(path: string): number | undefined {
    const value = this.integer(path)
    return value === undefined ? undefined : Number(value)
  }
}
