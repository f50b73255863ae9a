import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BIN, prepared } from '../support/built.ts'

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** Where the examples of the help texts are run: the files that they name, and stand-ins for other programs. */
export class Prepared {
  private readonly root = mkdtempSync(join(tmpdir(), 'examples-'))
  private readonly programs = join(this.root, 'bin')
  private readonly full = join(this.root, 'full')

  constructor() {
    prepared()
    mkdirSync(this.programs)
    mkdirSync(this.full)
    for (const [name, text] of Object.entries(PROGRAMS)) {
      writeFileSync(join(this.programs, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
    }
    for (const [name, text] of Object.entries(FILES)) {
      const path = join(this.full, name)
      mkdirSync(join(path, '..'), { recursive: true })
      writeFileSync(path, text)
    }
    const ended = this.shell(MADE, this.full)
    if (ended.code !== 0) throw new Error(`the examples cannot be prepared: ${ended.stderr}`)
  }

  /** A directory of its own for one example, with the files or empty. */
  directory(isEmpty: boolean): string {
    const path = mkdtempSync(join(this.root, 'run-'))
    if (!isEmpty) cpSync(this.full, path, { recursive: true, preserveTimestamps: true })
    return path
  }

  /** As a person types it; nobody can be asked. */
  shell(text: string, cwd: string): Ended {
    const path = `${this.programs}:${process.env.PATH}`
    const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', text], {
      cwd,
      env: { PATH: path, HOME: cwd, API_KEY: KEY, QDRANT_API_KEY: KEY, LANG: 'C.UTF-8' },
      input: '',
      encoding: 'utf8',
      timeout: 60_000,
    })
    return { code: status, stdout, stderr }
  }
}

const KEY = 'k3y-of-the-examples-0123456789abcdefghijk'
const OTHER = 'an0ther-key-of-the-examples-0123456789abc'

/** Other programs that examples name, as far as the examples need them. */
const PROGRAMS: Record<string, string> = {
  'qdrant-auth': `exec '${process.execPath}' '${BIN}' "$@"`,
  pbpaste: 'cat reader.jwt',
  docker:
    'case "$1" in logs) echo "ERROR qdrant: Error while starting REST server: No ca_cert provided";; esac',
  kubectl: 'cat >/dev/null',
  ssh: 'shift; exec "$@"',
  systemctl: 'exit 0',
}

const AUDIT = ['indexer', 'ci']
  .map(
    (subject) =>
      `{"timestamp":"2026-11-20T10:00:00Z","method":"upsert_points","api":"/collections/docs/points","auth_type":"Jwt","subject":"${subject}","remote":"10.0.0.7","collection":"docs","result":"ok"}\n`,
  )
  .join('')

const FILES: Record<string, string> = {
  'api.key': `${KEY}\n`,
  'old.key': `${KEY}\n`,
  'new.key': `${OTHER}\n`,
  '.env': `QDRANT__SERVICE__API_KEY=${KEY}\n`,
  'error.log': 'ERROR qdrant: Error while starting REST server: No ca_cert provided\n',
  'roles.yaml': '- name: reader\n  access: read\n- name: writer\n  collections: {docs: read-write}\n',
  'qdrant-auth.yaml':
    'nodes:\n  - {name: n1, url: "http://localhost:1", config: nodes/n1}\n  - {name: n2, url: "http://localhost:1", config: nodes/n2}\n',
  'storage/audit/audit.2026-11-20.log': AUDIT,
  'node1/audit.2026-11-20.log': AUDIT,
  'node2/audit.2026-11-20.log': AUDIT,
}

/** What the tool itself makes, for the commands that come after it. */
const MADE = `set -e
chmod 600 *.key .env
gzip -c storage/audit/*.log > old.gz
qdrant-auth init . --name qdrant.example.org --yes -q >/dev/null
qdrant-auth init my-qdrant --yes -q >/dev/null
cp tls/cacert.pem cacert.pem && cp tls/cacert.pem ca.pem
mkdir -p nodes && cp -r my-qdrant nodes/n1 && cp -r my-qdrant nodes/n2
mint() { qdrant-auth jwt mint --key-file api.key -q "$@"; }
mint --access read --no-record > reader.jwt
mint --collection docs=read-write --no-record > writer.jwt
cp writer.jwt old.jwt
mint --collection docs=read --no-record > new.jwt
mint --collection docs=read-write --name ci --value-exists qdrant-auth-guard:token=0b8f2a3c-1d4e-4f5a-8b6c-7d8e9f0a1b2c > ci.jwt
chmod 600 *.jwt
qdrant-auth certs csr node qdrant-1 --name 10.0.0.1 -o request -q
cp request/*.csr.pem request.pem 2>/dev/null || cp request/request.pem request.pem
printf 'service:\\n  alt_api_key: "${OTHER}"\\n' > config/production.yaml && chmod 600 config/production.yaml
`
