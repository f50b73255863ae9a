/** A file as text, put into the bundle by the build. */
declare module '*.txt' {
  const text: string
  export default text
}
