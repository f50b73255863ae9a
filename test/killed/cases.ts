/** A command that writes, what comes before it, and how it ends when it is given again. */
export interface WritingCase {
  title: string
  /** What lies there at first. */
  files?: Readonly<Record<string, string>>
  before: readonly (readonly string[])[]
  argv: readonly string[]
  /** What a run says that finds the work done. Without it the work is done again, or there is none. */
  done?: string
  /** Given again it does the next step. */
  goesOn?: true
}

const CERTS = ['certs', 'init', '--node', 'a', '--client', 'c']
const ROTATE = ['certs', 'rotate-ca']
const RESTARTED = [...ROTATE, '--restarted']
const CSR = ['certs', 'csr', 'client', 'b', '-o', 'b']
const KEY = ['keygen', '-o', 'api.key']
const LOG =
  '{"timestamp":"2026-11-23T12:00:00Z","method":"scroll","auth_type":"Jwt","subject":"a","result":"ok"}\n'
const MINT = ['jwt', 'mint', '--key-file', 'api.key', '--access', 'read', '--name', 'ci']

/** Commands that put sets of files in place; each takes some hundred operations. */
export const SETS: readonly WritingCase[] = [
  { title: 'init', before: [], argv: ['init', '--yes'] },
  { title: 'certs init', before: [], argv: CERTS },
  { title: 'certs issue', before: [CERTS], argv: ['certs', 'issue', 'client', 'b'] },
  { title: 'certs csr', before: [], argv: CSR, done: 'is there already' },
  { title: 'certs renew', before: [CERTS], argv: ['certs', 'renew'] },
  { title: 'certs rotate-ca, bundle', before: [CERTS], argv: ROTATE, done: '--restarted is needed' },
  { title: 'certs rotate-ca, reissue', before: [CERTS, ROTATE], argv: RESTARTED, goesOn: true },
  {
    title: 'certs rotate-ca, drop',
    before: [CERTS, ROTATE, RESTARTED],
    argv: RESTARTED,
    done: 'no CA is being replaced',
  },
  { title: 'emit', before: [['init', '--yes']], argv: ['emit', 'compose', '-o', 'deploy'] },
  {
    title: 'emit, files in a directory of their own and secrets beside them',
    before: [['init', '--cluster', '2', '--yes']],
    argv: ['emit', 'systemd', '-o', 'deploy'],
  },
  {
    title: 'config validate --fix',
    files: { 'config/config.yaml': 'service:\n  host: 127.0.0.1\n  enable_tsl: false\n' },
    before: [],
    argv: ['config', 'validate', '--fix', '--yes'],
  },
]

/** Commands that write one file. */
export const FILES: readonly WritingCase[] = [
  { title: 'keygen -o', before: [], argv: KEY, done: 'it exists already' },
  { title: 'config init', before: [], argv: ['config', 'init'] },
  {
    title: 'config set',
    before: [['config', 'init']],
    argv: ['config', 'set', 'service.enable_tls', 'false', '--file', 'config/config.yaml'],
  },
  {
    title: 'config set of a secret, in a new file',
    before: [],
    argv: ['config', 'set', 'api_key', '--value-env', 'KEY'],
  },
  {
    title: 'config unset',
    before: [['config', 'init']],
    argv: ['config', 'unset', 'service.enable_tls', '--file', 'config/config.yaml'],
  },
  { title: 'jwt mint', before: [KEY], argv: MINT },
  { title: 'jwt mint -o', before: [KEY], argv: [...MINT, '-o', 'token'], done: 'it exists already' },
  { title: 'jwt renew', before: [KEY, MINT], argv: ['jwt', 'renew', 'ci', '--key-file', 'api.key'] },
  {
    title: 'certs sign -o',
    before: [CERTS, CSR],
    argv: ['certs', 'sign', 'b/request.pem', '--role', 'client', '-o', 'b/cert.pem'],
    done: 'it exists already',
  },
  { title: 'certs check -o', before: [CERTS], argv: ['certs', 'check', 'tls', '-o', 'report.txt'] },
  {
    title: 'audit report --html',
    files: { 'audit.log': LOG },
    before: [],
    argv: ['audit', 'report', 'audit.log', '--html', 'audit.html'],
  },
  {
    title: 'audit report --html over an older page',
    files: { 'audit.log': LOG },
    before: [['audit', 'report', 'audit.log', '--html', 'audit.html']],
    argv: ['audit', 'report', 'audit.log', '--denied', '--html', 'audit.html'],
  },
]

/** Files that appear one by one: what is there when it stops stays, and the next run does not write over it. */
export const ONE_BY_ONE: readonly WritingCase[] = [
  {
    title: 'jwt mint --from, a file a token',
    files: { 'rows.csv': 'name,access\na,read\n' },
    before: [KEY],
    argv: ['jwt', 'mint', '--from', 'rows.csv', '--key-file', 'api.key', '--out-dir', 'tokens'],
    done: 'it exists already',
  },
]
