import type { Deployment } from './deployment.ts'

/**
 * Names of the service and of the pods as the official chart gives them, so that certificates, clients and addresses of one
 * deployment fit the other. Nodes and clients in the same namespace use them as they are.
 */
export function podNames({ name, nodes }: Deployment): { service: string; headless: string; pods: string[] } {
  const service = name.includes('qdrant') ? name : `${name}-qdrant`
  const headless = `${service}-headless`
  return { service, headless, pods: nodes.map((_, index) => `${service}-${index}.${headless}`) }
}
