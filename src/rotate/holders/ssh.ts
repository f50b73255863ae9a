import { changedMeanwhile, notUtf8 } from '../../config/file-edit.ts'
import { sha256 } from '../../sha256.ts'
import { singleQuoted } from '../../shell.ts'
import type { Hands } from '../hands.ts'
import type { HolderPlace } from '../inventory.ts'
import { HOLDER_TIMEOUT, holderFailure, type KeyHolder } from './holder.ts'

/** Ends the remote script where the file is not what was read. */
const CHANGED = 79

/** Ends it where not all of the new text has come. */
const CUT_OFF = 80

/**
 * A file on another machine, through the system's own ssh. The text travels over stdin, never in an argument. The new file is
 * written beside the old one with its mode and owner, and renamed over it.
 */
export function sshHolder(
  { host, path }: HolderPlace & { kind: 'ssh' },
  base: string,
  { capture, secretVariables }: Hands,
): KeyHolder {
  const name = `${host}:${path}`
  const file = singleQuoted(path)
  const remote = (script: string, stdin?: string) =>
    capture(['ssh', '-o', 'BatchMode=yes', '--', host, script], {
      cwd: base,
      without: secretVariables,
      timeout: HOLDER_TIMEOUT,
      ...(stdin !== undefined && { stdin }),
    })
  return {
    name,
    async read() {
      const answer = await remote(`cat -- ${file}`)
      if (answer.code !== 0) throw holderFailure('ssh', 'read', name, answer)
      // What the bytes that are no text were read as.
      if (answer.stdout.includes('\ufffd')) throw notUtf8(name)
      return { path: name, before: answer.stdout, mode: 0o600 }
    },
    async write({ before }, after) {
      const answer = await remote(replaceScript(file, before, after), after)
      if (answer.code === CHANGED) throw changedMeanwhile(name)
      if (answer.code === CUT_OFF)
        throw holderFailure('ssh', 'write', name, { code: CUT_OFF, stderr: 'the connection broke off' })
      if (answer.code !== 0) throw holderFailure('ssh', 'write', name, answer)
    },
  }
}

/**
 * Nothing in it depends on the texts but their hashes. `cp -p` makes the temp file with mode and owner of the old one. Where the
 * connection breaks off, `cat` sees no more than the end of its input: only the hash tells that the text is not whole.
 */
function replaceScript(file: string, before: string, after: string): string {
  // Assigned by itself: within a test, a program that is not there would pass for another hash.
  const requireText = (path: string, text: string, code: number) => [
    `s=$(sha256sum < "${path}")`,
    `[ "\${s%% *}" = ${sha256(text)} ] || exit ${code}`,
  ]
  return [
    'set -e',
    `f=${file}`,
    ...requireText('$f', before, CHANGED),
    't="$f.qdrant-auth.tmp"',
    'trap \'rm -f -- "$t"\' EXIT',
    'rm -f -- "$t"',
    'umask 077',
    'cp -p -- "$f" "$t"',
    'cat > "$t"',
    ...requireText('$t', after, CUT_OFF),
    'sync "$t" 2>/dev/null || true',
    'mv -- "$t" "$f"',
    'trap - EXIT',
  ].join('\n')
}
