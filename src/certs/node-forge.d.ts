/** `@types/node-forge` types the package root only; this is the part of `lib/asn1.js` that `der.ts` uses. */
declare module 'node-forge/lib/asn1.js' {
  import { asn1 } from 'node-forge'
  export default asn1
}
