/**
 * What zlint and RFC 5280 ask of the bytes of a certificate, by a reader of its own: it shares no code with what wrote them.
 */
interface Value {
  tag: number
  content: Buffer
  raw: Buffer
}

const OID: Record<string, string> = {
  '551d0e': 'subjectKeyIdentifier',
  '551d0f': 'keyUsage',
  '551d11': 'subjectAltName',
  '551d13': 'basicConstraints',
  '551d1e': 'nameConstraints',
  '551d23': 'authorityKeyIdentifier',
  '551d25': 'extendedKeyUsage',
}

/** Sentences about what is wrong; empty for a certificate as it should be. */
export function structureFaults(der: Buffer): string[] {
  const faults: string[] = []
  const wrong = (condition: boolean, text: string) => condition && faults.push(text)
  const [outer, ...rest] = valuesIn(der, wrong)
  wrong(rest.length > 0, 'something follows the certificate')
  const [body, algorithm, signature] = valuesIn(outer?.content ?? Buffer.alloc(0), wrong)
  if (body === undefined || algorithm === undefined || signature === undefined)
    return [...faults, 'it has no three parts']
  wrong(signature.content[0] !== 0, 'the signature has unused bits')
  const [version, serial, inner, issuer, validity, subject, key, ...others] = valuesIn(body.content, wrong)
  if (!version || !serial || !inner || !issuer || !validity || !subject || !key)
    return [...faults, 'a field is missing']
  wrong(version.raw.toString('hex') !== 'a003020102', 'it is not version 3')
  wrong(serial.content.length > 20 || serial.content.length < 8, 'the serial has an unusual length')
  wrong(((serial.content[0] ?? 0) & 0x80) !== 0, 'the serial is negative')
  wrong(!inner.raw.equals(algorithm.raw), 'the two signature algorithms differ')
  wrong(others.length !== 1 || others[0]?.tag !== 0xa3, 'something other than extensions follows the key')
  for (const time of valuesIn(validity.content, wrong)) {
    const text = time.content.toString('latin1')
    const late = time.tag === 0x18
    wrong(!(late ? /^20[5-9]\d{11}Z$|^2[1-9]\d{12}Z$/ : /^\d{12}Z$/).test(text), `a time is written ${text}`)
    wrong(!late && Number(text.slice(0, 2)) >= 50, 'a time after 2049 is a UTCTime')
  }
  for (const name of [issuer, subject]) {
    for (const set of valuesIn(name.content, wrong)) {
      const [, value] = valuesIn(valuesIn(set.content, wrong)[0]?.content ?? Buffer.alloc(0), wrong)
      wrong(![0x0c, 0x13].includes(value?.tag ?? 0), 'a name is neither UTF8String nor PrintableString')
      wrong([...(value?.content.toString('utf8') ?? '')].length > 64, 'a name is longer than 64 characters')
      wrong(value?.content.length === 0, 'a name is empty')
    }
  }
  extensionFaults(others[0]?.content ?? Buffer.alloc(0), wrong)
  return faults
}

function extensionFaults(content: Buffer, wrong: (condition: boolean, text: string) => unknown): void {
  const seen = new Map<string, { critical: boolean; value: Buffer }>()
  for (const extension of valuesIn(valuesIn(content, wrong)[0]?.content ?? Buffer.alloc(0), wrong)) {
    const parts = valuesIn(extension.content, wrong)
    const id = OID[parts[0]?.content.toString('hex') ?? ''] ?? 'unknown'
    const flag = parts.find(({ tag }) => tag === 0x01)
    wrong(flag !== undefined && flag.content.toString('hex') !== 'ff', 'a DEFAULT FALSE is written out')
    wrong(seen.has(id), `${id} stands twice`)
    wrong(id === 'unknown', 'there is an extension nobody asked for')
    seen.set(id, { critical: flag !== undefined, value: parts.at(-1)?.content ?? Buffer.alloc(0) })
  }
  const isAuthority = seen.get('basicConstraints')?.value.toString('hex').startsWith('30060101ff')
  for (const id of ['basicConstraints', 'keyUsage', 'subjectKeyIdentifier'])
    wrong(!seen.has(id), `${id} is missing`)
  for (const id of ['basicConstraints', 'keyUsage'])
    wrong(seen.get(id)?.critical === false, `${id} is not critical`)
  for (const id of ['subjectKeyIdentifier', 'authorityKeyIdentifier', 'extendedKeyUsage', 'subjectAltName'])
    wrong(seen.get(id)?.critical === true, `${id} is critical`)
  if (isAuthority) return
  for (const id of ['authorityKeyIdentifier', 'extendedKeyUsage']) wrong(!seen.has(id), `${id} is missing`)
  const names = seen.get('subjectAltName')
  for (const { tag, content: name } of names
    ? valuesIn(valuesIn(names.value, wrong)[0]?.content ?? EMPTY, wrong)
    : []) {
    if (tag === 0x82)
      wrong(
        !/^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/.test(
          name.toString('latin1'),
        ),
        `the name ${name.toString('latin1')}`,
      )
    else wrong(tag !== 0x87 || ![4, 16].includes(name.length), 'a name is neither DNS name nor address')
  }
}

const EMPTY = Buffer.alloc(0)

/** The values in a row; every length in its shortest form. */
function valuesIn(bytes: Buffer, wrong: (condition: boolean, text: string) => unknown): Value[] {
  const values: Value[] = []
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at + 1] ?? 0
    const size = first < 0x80 ? 0 : first & 0x7f
    const length = size === 0 ? first : bytes.readUIntBE(at + 2, size)
    wrong(size > 0 && length < (size === 1 ? 0x80 : 1 << (8 * (size - 1))), 'a length is longer than need be')
    const start = at + 2 + size
    wrong(start + length > bytes.length, 'a value is cut short')
    values.push({
      tag: bytes[at] ?? 0,
      content: bytes.subarray(start, start + length),
      raw: bytes.subarray(at, start + length),
    })
    at = start + length
  }
  return values
}
