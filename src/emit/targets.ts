import type { Target, TargetName } from './target.ts'
import { compose } from './targets/compose.ts'
import { env } from './targets/env.ts'
import { firewall } from './targets/firewall.ts'
import { haproxy } from './targets/haproxy.ts'
import { helm } from './targets/helm.ts'
import { kubernetes } from './targets/kubernetes.ts'
import { networkPolicyTarget } from './targets/network-policy.ts'
import { nginx } from './targets/nginx.ts'
import { prometheus } from './targets/prometheus.ts'
import { systemd } from './targets/systemd.ts'
import { traefik } from './targets/traefik.ts'

const ALL: Readonly<Record<TargetName, Target>> = {
  compose,
  env,
  kubernetes,
  helm,
  systemd,
  nginx,
  traefik,
  haproxy,
  prometheus,
  firewall,
  'network-policy': networkPolicyTarget,
}

export const targetNamed = (name: TargetName): Target => ALL[name]

/** In the order people meet them. */
export const allTargets = (): readonly Target[] => Object.values(ALL)
