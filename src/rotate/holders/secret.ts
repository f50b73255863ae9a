import { changedMeanwhile, editableText } from '../../config/file-edit.ts'
import { QdrantAuthError } from '../../errors.ts'
import type { Hands } from '../hands.ts'
import type { HolderPlace } from '../inventory.ts'
import { HOLDER_TIMEOUT, holderFailure, type KeyHolder } from './holder.ts'

/**
 * An entry of a Kubernetes Secret (`local.yaml` of the official chart), through the user's own kubectl. The object is
 * replaced as it was read, over stdin: its resourceVersion makes the API refuse it where somebody else wrote in between.
 */
export function secretHolder(
  { namespace, name: secret, entry }: HolderPlace & { kind: 'secret' },
  base: string,
  { capture, secretVariables }: Hands,
): KeyHolder {
  const name = `secret ${namespace}/${secret}, ${entry}`
  const kubectl = (argv: readonly string[], stdin?: string) =>
    capture(['kubectl', '-n', namespace, ...argv], {
      cwd: base,
      without: secretVariables,
      timeout: HOLDER_TIMEOUT,
      ...(stdin !== undefined && { stdin }),
    })
  const fetched = async (): Promise<{ object: SecretObject; text: string }> => {
    const answer = await kubectl(['get', 'secret', secret, '-o', 'json'])
    if (answer.code !== 0) throw holderFailure('kubectl', 'read', name, answer)
    return parseSecret(answer.stdout, entry, name)
  }
  return {
    name,
    read: async () => ({ path: name, before: (await fetched()).text, mode: 0o600 }),
    async write({ before }, after) {
      const { object, text } = await fetched()
      if (text !== before) throw changedMeanwhile(name)
      const data = { ...object.data, [entry]: Buffer.from(after).toString('base64') }
      const answer = await kubectl(['replace', '-f', '-'], JSON.stringify({ ...object, data }))
      if (/\bConflict\b|has been modified/.test(answer.stderr)) throw changedMeanwhile(name)
      if (answer.code !== 0) throw holderFailure('kubectl', 'write', name, answer)
    },
  }
}

type SecretObject = Record<string, unknown> & { data: Record<string, string> }

function parseSecret(text: string, entry: string, name: string): { object: SecretObject; text: string } {
  let object: SecretObject | null
  try {
    object = JSON.parse(text)
  } catch {
    throw new QdrantAuthError('command-failed', `kubectl did not answer with JSON for ${name}`)
  }
  const encoded = object?.data?.[entry]
  if (object !== null && typeof encoded === 'string')
    return { object, text: editableText(Buffer.from(encoded, 'base64'), name) }
  throw new QdrantAuthError('file-missing', `there is no ${name}`, {
    hints: [`it has: ${Object.keys(object?.data ?? {}).join(', ') || 'nothing'}`],
  })
}
