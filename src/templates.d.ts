/** A template, taken into the built file as text (`rolldown.config.js`). */
declare module '*?raw' {
  const text: string
  export default text
}
