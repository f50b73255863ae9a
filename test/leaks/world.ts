import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { put } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { type Secret, secretOf, secretOfKey } from './secret.ts'

/** Texts that are keys, and that readers trip over. */
export interface Keys {
  api: string
  alt: string
  passphrase: string
}

export interface LeakWorld {
  secrets: Secret[]
  env: Record<string, string>
  /** For arguments that take a file or a directory: right ones, wrong ones, and none. */
  paths: string[]
}

/** A directory full of secrets: the right files, and those that people write by mistake. */
export async function leakWorld(cwd: string, { api, alt, passphrase }: Keys): Promise<LeakWorld> {
  put(join(cwd, 'passphrase'), `${passphrase}\n`, 0o600)
  const made = await run(
    [
      'certs',
      'init',
      '--node',
      'a',
      '--client',
      'c',
      '--encrypt-ca-key',
      '--ca-passphrase-file',
      'passphrase',
    ],
    { cwd },
  )
  if (made.code !== 0) throw new Error(made.stderr)
  for (const [name, content] of Object.entries(filesWith(api, alt))) put(join(cwd, name), content, 0o600)
  const { stdout: token } = await run(
    [
      'jwt',
      'mint',
      '--key-file',
      'api.key',
      '--access',
      'read',
      '--name',
      'ci',
      '--subject',
      'fixture',
      '--allow-weak',
    ],
    { cwd },
  )
  put(join(cwd, 'token'), token, 0o600)
  put(join(cwd, 'bearer'), `Authorization: Bearer ${token}`, 0o600)
  put(join(cwd, 'torn-token'), `${token.trim().replace('.', '.!')}\n`, 0o600)
  const signature = token.trim().split('.')[2] ?? ''
  const keys = ['tls/key.pem', 'tls/clients/c/key.pem']
  return {
    secrets: [
      secretOf('api_key', api),
      secretOf('alt_api_key', alt),
      secretOf('passphrase', passphrase),
      secretOf('signature of a token', signature),
      ...keys.map((name) => secretOfKey(name, readFileSync(join(cwd, name), 'utf8'))),
    ],
    env: {
      API_KEY: api,
      PASSPHRASE: passphrase,
      TOKEN: token.trim(),
      QDRANT__SERVICE__API_KEY: api,
      QDRANT__SERVICE__APIKEY: alt,
      QDRANT__SERVICE__HTTP_PORT: alt,
    },
    paths: [
      ...Object.keys(filesWith(api, alt)),
      ...['passphrase', 'token', 'bearer', 'torn-token', '-', 'nowhere', 'new-file', 'new-folder'],
      ...['.', 'good', 'bad', 'ugly', 'torn', 'misspelt', 'tls', 'ca', 'tls/clients/c'],
      ...keys,
      ...['tls/cert.pem', 'tls/cacert.pem', 'ca/ca.pem', 'ca/ca-key.pem'],
    ],
  }
}

function filesWith(api: string, alt: string): Record<string, string> {
  const quoted = JSON.stringify(api)
  return {
    'api.key': `${api}\n`,
    'alt.key': alt,
    'two-lines.key': `${api}\n${alt}\n`,
    'good/config/config.yaml': `service:\n  api_key: ${quoted}\n  jwt_rbac: true\n`,
    'bad/config/config.yaml': `service:\n  api_key: ${api}\n  apikey: ${quoted}\n  alt_api_key: [${JSON.stringify(alt)}]\n`,
    'ugly/config/config.yaml': `service:\n  api_key: |\n    ${api}\n  read_only_api_key:\n    ${alt}\ncluster: !secret ${quoted}\n`,
    'torn/config/config.yaml': `service: {api_key: ${quoted}, host: ]\n`,
    'misspelt/config/config.yaml': `service:\n  API-KEY: ${quoted}\n  keys: {main: ${quoted}}\n${alt}\n`,
    'misspelt/config/local.yaml': `service:\n\tapi_key: ${quoted}\n`,
    'number.yaml': `service:\n  http_port: ${quoted}\n  enable_tls: ${alt}\n`,
    'scalar.yaml': `${quoted}\n`,
    'variables.env': `QDRANT__SERVICE__API_KEY=${api}\nexport QDRANT__SERVICE__ALT_API_KEY='${alt}'\nQDRANT__SERVICE__HTTP_PORT=${api}\nAPI KEY ${alt}\n`,
    'compose.yaml': `services:\n  qdrant:\n    image: qdrant/qdrant\n    environment:\n      QDRANT__SERVICE__API_KEY: ${quoted}\n      QDRANT__SERVICE__GRPC_PORT: ${quoted}\n`,
    'manifest.yaml': `kind: StatefulSet\nspec: {template: {spec: {containers: [{name: qdrant, env: [{name: QDRANT__SERVICE__API_KEY, value: ${quoted}}]}]}}}\n`,
    'inventory.yaml': `nodes:\n  - {name: n1, url: "https://admin:${encodeURIComponent(api)}@127.0.0.1:1", config: good}\n`,
    'open-inventory.yaml': `nodes:\n  - {name: ${quoted}, config: good, key: ${quoted}}\n`,
    'roles.ndjson': `{"name":"a","access":"read"}\n{"name":"b","key":${quoted}}\n${api}\n`,
    'roles.yaml': `- {name: a, access: ${quoted}}\n- ${quoted}\n`,
    'roles.csv': `name,access\na,${api}\n"${alt}\n`,
    'claims.json': `{"apikey":${quoted}`,
    'keys.yaml': `? {api_key: ${quoted}}\n: x\nservices: {q: {image: qdrant/qdrant}}\n`,
    'nodes.yaml': `- {name: n1, key: ${quoted}}\n- ${quoted}\n`,
    'collections.json': `{"result":{"collections":[{"name":"docs"}]},"key":${quoted}`,
  }
}
