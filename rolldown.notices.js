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
    .map((file) => readFileSync(join(directory, file), 'utf8').trim())
  if (license === undefined && texts.length === 0)
    throw new Error(`${name} says nothing of its licence: it cannot be bundled`)
  return { name: `${name} ${version}`, license, texts }
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
