/** What a text means: one row of the table, which is split into files by where the text comes from. */
export interface Entry {
  /** `area/words`, stable: scripts match on it. */
  id: string
  /** What happened, as one sentence without a full stop. */
  title: string
  /**
   * Texts that mean this. Case, punctuation, line ends and colours are not looked at; `*` stands for a name, a path or a
   * number, and ` & ` joins texts that must all be there. See `signs.ts` for words such as `http403`.
   */
  texts: readonly string[]
  /**
   * How little the text says: 1 a client's wrapping of something else, 2 a bare status, 3 what is printed beside everything
   * else, such as a warning. Without it, the thing itself.
   */
  vague?: 1 | 2 | 3
  /** The likeliest first. */
  causes: readonly Cause[]
}

export interface Cause {
  cause: string
  /** How to tell it from the other causes. */
  tell: string
  /** A command that settles it, or nearly. */
  check: string
}
