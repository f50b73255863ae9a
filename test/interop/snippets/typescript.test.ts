import { testClient } from './client.ts'

testClient({
  client: 'typescript',
  needed: 'node',
  transports: ['rest', 'grpc'],
  tokenHeader: 'authorization: Bearer ',
  withoutCertificate: (code) => code.replace(/^ +(cert|key): readFileSync.*\n/gm, ''),
})
