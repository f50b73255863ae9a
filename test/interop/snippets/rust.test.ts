import { testClient } from './client.ts'

testClient({
  client: 'rust',
  needed: 'rust',
  transports: ['grpc'],
  tokenHeader: 'api-key: ',
  withoutCertificate: (code) =>
    code.replace(/^ +\.identity\(identity\);\n/m, ';\n').replace('let identity', 'let _identity'),
})
