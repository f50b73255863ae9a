import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/
const NOTICE = /^(licen[cs]e|notice|copying)/i

/** Directories of the packages that code of is in the bundle, by what was really bundled. */
function packagesIn(bundle) {
  const modules = Object.values(bundle).flatMap((file) =>
    file.type === 'chunk' ? Object.entries(file.modules).filter(([, { code }]) => code) : [],
  )
  return [...new Set(modules.flatMap(([id]) => PACKAGE.exec(id)?.[0] ?? []))].sort()
}

function noticeOf(directory) {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  const texts = readdirSync(directory)
    .filter((file) => NOTICE.test(file))
    .sort()
    .map((file) => told(readFileSync(join(directory, file), 'utf8'), license))
  if (license === undefined && texts.length === 0)
    throw new Error(`${name} says nothing of its licence: it cannot be bundled`)
  return { name: `${name} ${version}`, license, texts }
}

const words = (text) => text.replace(/\s+/g, ' ').trim()
const APACHE = /1\. Definitions\. .*END OF TERMS AND CONDITIONS/

/** Our own licence, which lies beside the notices. */
const OURS = APACHE.exec(words(readFileSync(join(import.meta.dirname, 'LICENSE'), 'utf8')))[0]

/** A text that a licence asks for, but not a second time, and not that of a licence nobody chose. */
function told(text, license) {
  if (words(text).includes(OURS))
    return 'The text of the Apache License, Version 2.0, is in LICENSE beside this file or above it.'
  if (license !== '(BSD-3-Clause OR GPL-2.0)') return text.trim()
  const parts = text.split(/\n-{79}\n/)
  const kept = parts.filter((part) => !part.trim().startsWith('GNU GENERAL PUBLIC LICENSE'))
  if (kept.length === parts.length) throw new Error('a licence has changed: look at this function again')
  return `Used under its BSD licence.\n\n${kept.join(`\n${'-'.repeat(79)}\n`).trim()}`
}

/** Writes what the licences of bundled packages ask for: their names and texts, in every copy. */
export const thirdPartyLicences = {
  name: 'third-party-licences',
  generateBundle(_, bundle) {
    const notices = packagesIn(bundle).map(noticeOf)
    const source = [
      'qdrant-auth contains code of these packages, each under its own licence.\n',
      ...notices.map(({ name, license, texts }) =>
        [`${'='.repeat(80)}\n${name} (${license ?? 'see below'})\n`, ...texts].join('\n'),
      ),
    ].join('\n\n')
    this.emitFile({ type: 'asset', fileName: 'THIRD_PARTY_LICENSES.txt', source: `${source}\n` })
  },
}
