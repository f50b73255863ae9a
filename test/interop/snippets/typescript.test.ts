import { testClient } from './client.ts'

testClient({
  client: 'typescript',
  needed: 'node',
  transports: ['rest', 'grpc'],
  tokenHeader: 'authorization: Bearer ',
  stderr: ({ security }) => (security === 'plain' ? /^Api key is used with unsecure connection\.\n$/ : /^$/),
  withoutCertificate: (code) => code.replace(/^ +(cert|key): readFileSync.*\n/gm, ''),
})
