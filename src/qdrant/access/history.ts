import { compareVersions, has } from '../versions.ts'
import type { Operation } from './find.ts'
import type { RequirementClass } from './requirement.ts'

/** Whether a release of this version has the operation at all. */
export const isThere = ({ since }: Operation, version: string): boolean =>
  compareVersions(since, version) <= 0

const GRPC_HEALTH = ['qdrant.Qdrant/HealthCheck', 'grpc.health.v1.Health/Check']

/** What the operation demands of this release: the table says it for the newest, and two have changed. */
export function requirementOf({ name, port, requirement }: Operation, version: string): RequirementClass {
  if (name === 'GET /telemetry' && !has(version, 'filteredTelemetry')) return 'G'
  if (port === 'grpc' && GRPC_HEALTH.includes(name) && !has(version, 'openGrpcHealth')) return 'AUTHN'
  return requirement
}
