import { QdrantAuthError } from '../../errors.ts'
import type { Captured } from '../../program.ts'
import { type Plain, plain, plainList } from '../foreign.ts'
import { holderFailure } from '../holders/holder.ts'
import type { Inventory } from '../inventory.ts'
import { type Form, urlFor } from './form.ts'

/** The entry of the chart's Secret that the server reads as `config/local.yaml`. */
const ENTRY = 'local.yaml'

/**
 * `NAMESPACE/STATEFULSET` → a node for each pod. Its keys are the entry `local.yaml` of a Secret that is mounted (the official
 * chart's `RELEASE-apikey`); a pod is restarted by being deleted, which its StatefulSet makes good with the Secret as it is then.
 */
export async function kubernetesInventory(
  target: string,
  { url, ...trust }: Form,
  capture: (argv: readonly string[]) => Promise<Captured>,
): Promise<Inventory> {
  const [, namespace, name] = /^([a-z0-9][a-z0-9-]*)\/([a-z0-9][a-z0-9.-]*)$/.exec(target) ?? []
  if (namespace === undefined || name === undefined)
    throw new QdrantAuthError('usage', `${JSON.stringify(target)} is not NAMESPACE/STATEFULSET`, {
      hints: ['write --kubernetes default/qdrant'],
    })
  const answer = await capture(['kubectl', '-n', namespace, 'get', 'statefulset', name, '-o', 'json'])
  if (answer.code !== 0) throw holderFailure('kubectl', 'read', `statefulset ${target}`, answer)
  const spec = specIn(answer.stdout, target)
  const { replicas = 1, serviceName = name } = spec
  const secret = secretIn(spec, target)
  return {
    ...trust,
    nodes: Array.from({ length: replicasIn(replicas, target) }, (_, index) => {
      const pod = `${name}-${index}`
      const host = `${pod}.${String(serviceName)}.${namespace}.svc`
      return {
        name: pod,
        url: urlFor(url ?? 'https://{host}:6333', host),
        grpc: undefined,
        p2p: undefined,
        directory: undefined,
        holder: { kind: 'secret' as const, namespace, name: secret, entry: ENTRY },
        restart: ['kubectl', '-n', namespace, 'delete', 'pod', pod],
      }
    }),
  }
}

function specIn(text: string, target: string): Plain {
  try {
    const { spec } = JSON.parse(text)
    if (typeof spec === 'object' && spec !== null) return spec
  } catch {}
  throw new QdrantAuthError('command-failed', `kubectl did not answer with a StatefulSet for ${target}`)
}

/** Far more than a cluster of Qdrant has. */
const MOST_PODS = 1000

function replicasIn(replicas: unknown, target: string): number {
  if (typeof replicas === 'number' && Number.isInteger(replicas) && replicas > 0 && replicas <= MOST_PODS)
    return replicas
  throw new QdrantAuthError('bad-value', `${target} has no pods to rotate keys of`, {
    hints: [`its spec.replicas is to be from 1 to ${MOST_PODS}`],
  })
}

/** The Secret of a volume that has the entry, or is mounted where the server reads it. */
function secretIn(spec: Plain, target: string): string {
  const pod = plain(plain(spec.template).spec)
  const mounts = plainList(pod.containers).flatMap(({ volumeMounts }) => plainList(volumeMounts))
  const mounted = new Set(
    mounts
      .filter(({ mountPath, subPath }) => subPath === ENTRY || String(mountPath).endsWith(`/config/${ENTRY}`))
      .map(({ name }) => name),
  )
  for (const { name, secret } of plainList(pod.volumes)) {
    const { secretName, items } = plain(secret)
    const holds = plainList(items).some(({ key }) => key === ENTRY)
    if (typeof secretName === 'string' && (holds || mounted.has(name))) return secretName
  }
  throw new QdrantAuthError('bad-value', `${target} mounts no Secret with ${ENTRY}`, {
    hints: [
      'a key in a variable cannot have an alternate without a change of the pods: put the keys into local.yaml (qdrant-auth emit kubernetes)',
      'or name Secret and entry of each node in an inventory',
    ],
  })
}
