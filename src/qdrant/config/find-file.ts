import { isAbsolute } from 'node:path'
import { compareVersions } from '../versions.ts'
import type { ServerFiles } from './server-files.ts'

export type Found =
  | { readonly found: 'yaml'; readonly path: string }
  /** A file of that very name with an extension the server does not take. It hides files with one it takes. */
  | { readonly found: 'wrong-extension'; readonly path: string }
  /** A format only older servers read, and this tool does not. */
  | { readonly found: 'other-format'; readonly path: string }
  | { readonly found: 'nothing' }

const YAML = ['yaml', 'yml']
/** Compiled in before 1.12.6, tried in this order. */
const OLD_FORMATS = ['toml', 'json', ...YAML, 'ini', 'ron', 'json5']

export const onlyYaml = (version: string): boolean => compareVersions(version, '1.12.6') >= 0

/**
 * The file behind a name like `config/config` (config-rs 0.15 src/file/source/file.rs): a file of that very name, or else
 * the name with an extension. `name.d` becomes `name.d.yaml`. Only existence counts here, not whether it can be read.
 */
export function findFile(name: string, files: ServerFiles, version: string): Found {
  const extensions = onlyYaml(version) ? YAML : OLD_FORMATS
  if (!endsInSlash(name) && files.kindOf(name) === 'file') return judged(name, extensions)
  for (const extension of extensions) {
    const path = withExtension(name, extension)
    if (path !== undefined && files.kindOf(path) === 'file') return judged(path, extensions)
  }
  return { found: 'nothing' }
}

function judged(path: string, extensions: readonly string[]): Found {
  const extension = extensionOf(fileName(path)?.name ?? '') ?? ''
  if (YAML.includes(extension)) return { found: 'yaml', path }
  return { found: extensions.includes(extension) ? 'other-format' : 'wrong-extension', path }
}

/** The last name of a path and where it ends; slashes and `/.` behind it do not count. None for `..`. */
function fileName(path: string): { name: string; end: number } | undefined {
  const end = path.replace(/(?:\/+\.?)+$/, '').length
  const name = path.slice(path.lastIndexOf('/', end - 1) + 1, end)
  return name === '' || name === '..' || name === '.' ? undefined : { name, end }
}

function extensionOf(name: string): string | undefined {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(dot + 1) : undefined
}

/** Only a directory may be named so. */
const endsInSlash = (path: string): boolean => /\/\.?$/.test(path)

/** The server puts a second extension behind a first one, which a slash makes the name of a file of its own. */
function withExtension(path: string, extension: string): string | undefined {
  const last = fileName(path)
  if (last === undefined) return undefined
  const hasExtension = extensionOf(last.name) !== undefined
  return endsInSlash(path) && hasExtension
    ? `${path}.placeholder.${extension}`
    : `${path.slice(0, last.end)}.${extension}`
}

/** The path as messages name it: from the working directory, which holds no `..`. */
export function displayPath(path: string, directory: string): string {
  const [parts, base] = [components(isAbsolute(path) ? path : `${directory}/${path}`), components(directory)]
  let common = 0
  while (common < base.length && parts[common] === base[common]) common++
  return [...base.slice(common).map(() => '..'), ...parts.slice(common)].join('/')
}

const components = (path: string): string[] => path.split('/').filter((part) => part !== '' && part !== '.')
