declare const mark: unique symbol

/** Text that may stand as it is in the kind of file it was escaped for. Only `escape/` and `fill` make it. */
export type Escaped = string & { readonly [mark]: true }

/** Lines of such text under each other. */
export const lines = (parts: readonly Escaped[]): Escaped => parts.join('\n') as Escaped

export const NOTHING = '' as Escaped
