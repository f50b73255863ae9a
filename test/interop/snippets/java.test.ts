import { testClient } from './client.ts'

testClient({
  client: 'java',
  needed: 'java',
  transports: ['grpc'],
  tokenHeader: 'authorization: Bearer ',
  // Its libraries tell which logger and which sockets they have found.
  stderr: () => /^(SLF4J.*\n|.*TcpMetrics.*\n)*$/,
  // Java names no host without a dot in its handshakes.
  seen: { name: undefined },
  withoutCertificate: (code) => code.replace(/^ +\.keyManager.*\n/m, ''),
})
