import { join } from 'node:path'
import { isMap, isScalar, LineCounter, type Pair, parseDocument, type Scalar, type YAMLMap } from 'yaml'
import { QdrantAuthError } from '../errors.ts'
import { readIfPresent } from '../files/read.ts'
import type { FileLocation } from '../finding.ts'

/** A value as one file has it. */
export interface ConfigValue {
  path: string
  /** Text, number, boolean or null; undefined for tables and lists. */
  value: string | number | bigint | boolean | null | undefined
  /** Plain text without quotes, which the server may read as a number or nothing. */
  plain: string | undefined
  isTable: boolean
  /** Place of the key and of the value. */
  key: FileLocation
  location: FileLocation
}

export interface ConfigFile {
  file: string
  text: string
  mode: number
  values: ConfigValue[]
  /** Why the file cannot be read as YAML; `values` is empty then. */
  broken: { message: string; location: FileLocation } | undefined
}

/** Far above any real configuration. */
const LIMIT = 4 << 20

/** Files of a server's directory, in the order it reads them; later ones win. */
const LAYERS = ['config/config', 'config/development', 'config/production', 'config/local']

/** The configuration files in a directory that a server is started in. */
export async function loadDirectory(directory: string): Promise<ConfigFile[]> {
  const files: ConfigFile[] = []
  for (const layer of LAYERS) {
    for (const extension of ['yaml', 'yml']) {
      const file = await loadFile(join(directory, `${layer}.${extension}`))
      if (file === undefined) continue
      files.push(file)
      break
    }
  }
  return files
}

export async function loadFile(path: string): Promise<ConfigFile | undefined> {
  const content = await readIfPresent(path, LIMIT)
  if (content === undefined) return undefined
  return parseConfig(path, content.bytes.toString('utf8'), content.mode)
}

export function parseConfig(file: string, text: string, mode: number): ConfigFile {
  const counter = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: counter,
    uniqueKeys: true,
    version: '1.2',
    intAsBigInt: true,
  })
  const at = (start: number, end: number): FileLocation => {
    const [from, to] = [counter.linePos(start), counter.linePos(end)]
    return {
      file,
      line: Math.max(1, from.line),
      column: Math.max(1, from.col),
      endLine: Math.max(1, to.line),
      endColumn: Math.max(1, to.col),
    }
  }
  const [error] = document.errors
  if (error !== undefined) {
    const message = error.message.split(/ at line |\n/)[0] ?? 'it is not YAML'
    return { file, text, mode, values: [], broken: { message, location: at(error.pos[0], error.pos[1]) } }
  }
  const root = document.contents as unknown
  if (root !== null && !isMap(root) && !(isScalar(root) && root.value === null)) {
    return { file, text, mode, values: [], broken: { message: 'it is not a mapping', location: at(0, 0) } }
  }
  return { file, text, mode, values: isMap(root) ? valuesOf(root, '', at) : [], broken: undefined }
}

function valuesOf(
  map: YAMLMap,
  prefix: string,
  at: (start: number, end: number) => FileLocation,
): ConfigValue[] {
  return (map.items as Pair[]).flatMap((pair) => {
    const key = pair.key as Scalar
    const path = prefix === '' ? String(key.value) : `${prefix}.${key.value}`
    const node = pair.value as Scalar | YAMLMap | null
    const [start, end] = key.range ?? [0, 0]
    const [from, to] = node?.range ?? [start, end]
    const value: ConfigValue = {
      path,
      value: node === null ? null : isScalar(node) ? (node.value as ConfigValue['value']) : undefined,
      plain: isScalar(node) && node.type === 'PLAIN' ? node.source : undefined,
      isTable: isMap(node),
      key: at(start, end),
      location: at(from, to),
    }
    return [value, ...(isMap(node) ? valuesOf(node, path, at) : [])]
  })
}

/** The value that wins over the files; undefined where none of them names the path. */
export function effectiveValue(files: readonly ConfigFile[], path: string): ConfigValue | undefined {
  return files.flatMap(({ values }) => values).findLast((value) => value.path === path)
}

export function requireSomething(files: readonly ConfigFile[], directory: string): void {
  if (files.length > 0) return
  throw new QdrantAuthError('file-missing', `${directory} holds no config/config.yaml`, {
    hints: ['name a file, or the directory that Qdrant is started in'],
  })
}
