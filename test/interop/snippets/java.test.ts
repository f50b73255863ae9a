import { testClient } from './client.ts'

testClient({
  client: 'java',
  needed: 'java',
  transports: ['grpc'],
  tokenHeader: 'authorization: Bearer ',
  // It tells which options, which logger and which sockets it has found.
  stderr: () => /^(Picked up JAVA_TOOL_OPTIONS.*\n|SLF4J.*\n|.*TcpMetrics.*\n)*$/,
  // Java names no host without a dot in its handshakes.
  seen: { name: undefined },
  withoutCertificate: (code) => code.replace(/^ +\.keyManager.*\n/m, ''),
})
