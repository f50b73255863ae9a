import { shell } from '../escape/shell.ts'
import { clientLabelStep, networkPolicy } from '../kubernetes-parts.ts'
import type { Target } from '../target.ts'

export const networkPolicyTarget: Target = {
  name: 'network-policy',
  summary: 'a NetworkPolicy for pods of the chart, or of emit kubernetes',
  serves: false,
  references: () => [],
  emit: (deployment, options) => ({
    files: [networkPolicy(deployment, options, 'network-policy')],
    next: [`cd ${shell(options.out)}`, 'kubectl apply -f network-policy.yaml', clientLabelStep(deployment)],
  }),
}
