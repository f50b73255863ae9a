import type { Answer } from './rest.ts'

/** What a node says of itself at `GET /`, which asks for no credential: `{"title":"qdrant - vector search engine","version":"1.19.0"}`. */
export interface Greeting {
  isQdrant: boolean
  /** `major.minor.patch`; undefined where it names none. */
  version: string | undefined
}

export function greetingIn({ status, text }: Answer): Greeting {
  if (status !== 200) return { isQdrant: false, version: undefined }
  try {
    const { title, version } = JSON.parse(text)
    const isQdrant = typeof title === 'string' && title.startsWith('qdrant')
    return { isQdrant, version: versionText(version) }
  } catch {
    return { isQdrant: false, version: undefined }
  }
}

/** `major.minor.patch` of what a server calls its version. */
export const versionText = (version: unknown): string | undefined =>
  /^\d{1,4}\.\d{1,4}\.\d{1,4}/.exec(String(version))?.[0]
