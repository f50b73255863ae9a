import { minifySync } from 'rolldown/utils'

/** Names of classes stay: jose and commander make the names of their errors of them. */
const keepNames = { function: false, class: true }
const SMALL = {
  compress: { target: 'es2022', keepNames },
  mangle: { toplevel: true, keepNames },
}

function minified(name, code, codegen) {
  const { code: small, errors } = minifySync(name, code, { ...SMALL, codegen })
  if (errors.length > 0) throw new Error(`${name}: ${errors[0].message}`)
  return small
}

/** Short names within the modules of others. Ours keep theirs, for stack traces and for whoever reads what is published. */
export const shortNamesOfOthers = {
  name: 'short-names-of-others',
  transform: {
    filter: { id: /[\\/]node_modules[\\/].*\.[cm]?js$/ },
    handler: (code, id) => ({
      code: minified(id, code, { removeWhitespace: false, legalComments: 'inline' }),
    }),
  },
}

/** No white space in files that hold nothing of ours; rolldown writes its own into the others. */
export const filesOfOthers = {
  name: 'files-of-others',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk' || !isOfOthers(file)) continue
      file.code = minified(file.fileName, file.code, { legalComments: 'inline' })
    }
  },
}

const isOfOthers = ({ modules }) =>
  Object.entries(modules).every(([id, { code }]) => !code || /[\\/]node_modules[\\/]/.test(id))
