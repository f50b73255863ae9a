import type { Rule } from '../rule.ts'

export const certificateFiles: Rule = {
  id: 'config/certificate-files',
  level: 'error',
  summary: 'A certificate or key file is missing, unreadable or does not fit.',
  reason:
    'Paths start from the directory the server is started in. On REST a mismatched pair fails only at the first handshake.',
  check: ({ certificateFaults, value }) =>
    certificateFaults.map(({ path, message }) => ({
      message,
      location: value(path)?.location ?? value('service.enable_tls')?.location,
    })),
}
