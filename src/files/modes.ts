/** Permission bits of everything the tool writes (design contract 3.5); the umask never changes them. */
export const MODE = {
  secret: 0o600,
  /** A CA key is read by nobody but its owner, and not written again by accident. */
  caKey: 0o400,
  public: 0o644,
  secretDirectory: 0o700,
  publicDirectory: 0o755,
} as const

/** Whether group or others may read or write a file of this mode: too much for a secret. */
export const isLax = (mode: number): boolean => (mode & 0o077) !== 0

/** `0600`, as `ls` and `chmod` people write it. */
export const octal = (mode: number): string => (mode & 0o777).toString(8).padStart(4, '0')
