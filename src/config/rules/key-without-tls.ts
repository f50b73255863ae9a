import { KEY_SETTINGS } from '../key-settings.ts'
import type { Rule } from '../rule.ts'

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1)$/

export const keyWithoutTls: Rule = {
  id: 'config/key-without-tls',
  level: 'warning',
  summary: 'Keys cross the network in plain text.',
  reason: 'Without TLS whoever sees the traffic has the key.',
  check: ({ text, flag, value }) => {
    const host = text('service.host') ?? '0.0.0.0'
    if (flag('service.enable_tls') || LOOPBACK.test(host) || KEY_SETTINGS.every((path) => !text(path)))
      return []
    return [
      {
        message: `keys are sent in plain text to ${host}`,
        hint: 'set service.enable_tls, or listen on 127.0.0.1',
        location: value('service.host')?.location,
      },
    ]
  },
}
