import type { Location } from '../finding.ts'
import type { LayerError } from '../qdrant/config/layers.ts'
import type { Subject } from './subject.ts'

/** Why the server cannot read a layer. */
interface Unread {
  readonly error: LayerError
  readonly message: string
  readonly location: Location | undefined
}

/** What keeps layers from being read, in the server's words: a key that stands twice, or everything else. */
export const layerErrors = (subject: Subject, kind: 'duplicate' | 'other'): Unread[] =>
  subject.layers.flatMap(({ error }) => {
    if (error === undefined || /duplicated key/.test(error.text) !== (kind === 'duplicate')) return []
    const { file, span, variable, redacted } = error
    const location = variable !== undefined ? { env: variable } : file && span && subject.spanAt(file, span)
    return [{ error, message: withoutFile(redacted, file), location: location || undefined }]
  })

/** A finding has the place already, and a file alone has another name than the server gives it. */
export const withoutFile = (text: string, file: string | undefined): string =>
  text.replaceAll(` in ${file}`, '')
