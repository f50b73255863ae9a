/** A text between single quotes, as every POSIX shell reads it: they hold everything but themselves. */
export const singleQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
