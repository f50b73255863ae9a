import { join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { readIfPresent } from '../files/read.ts'
import type { FileLocation } from '../finding.ts'
import type { MappingNode, YamlNode } from '../qdrant/yaml/node.ts'
import { decodeText, readYaml } from '../qdrant/yaml/read.ts'
import { locator } from './positions.ts'

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
  return parseConfig(path, decodeText(content.bytes), content.mode)
}

export function parseConfig(file: string, text: string, mode: number): ConfigFile {
  const at = locator(file, text)
  const broken = (message: string, offset: number): ConfigFile => ({
    file,
    text,
    mode,
    values: [],
    broken: { message, location: at(offset, offset) },
  })
  const yaml = readYaml(text)
  if (yaml.kind === 'error') return broken(yaml.text, yaml.place.offset)
  if (yaml.kind === 'limit') return broken(yaml.message, 0)
  const [root, second] = yaml.documents
  if (second !== undefined) return broken('there is more than one document', second.start.offset)
  if (root !== undefined && root.kind !== 'mapping') return broken('it is not a mapping', root.start.offset)
  return { file, text, mode, values: root === undefined ? [] : valuesOf(root, '', at), broken: undefined }
}

function valuesOf(map: MappingNode, prefix: string, at: ReturnType<typeof locator>): ConfigValue[] {
  return map.entries.flatMap(({ key, value }) => {
    const name = key.kind === 'mapping' || key.kind === 'sequence' ? '' : key.text
    const path = prefix === '' ? name : `${prefix}.${name}`
    const found: ConfigValue = {
      path,
      value: plainValue(value),
      plain: 'style' in value && value.style === 'plain' ? value.text : undefined,
      isTable: value.kind === 'mapping',
      key: at(key.start.offset, key.end),
      location: at(value.start.offset, value.end),
    }
    return value.kind === 'mapping' ? [found, ...valuesOf(value, path, at)] : [found]
  })
}

function plainValue(node: YamlNode): ConfigValue['value'] {
  switch (node.kind) {
    case 'mapping':
    case 'sequence':
      return undefined
    case 'null':
    case 'bad':
      return null
    case 'real':
      return Number(node.value)
    default:
      return node.value
  }
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
