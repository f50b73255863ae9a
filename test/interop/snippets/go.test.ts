import { testClient } from './client.ts'

testClient({
  client: 'go',
  needed: 'go',
  transports: ['grpc'],
  tokenHeader: 'authorization: Bearer ',
  // The newest go-client is two versions behind the server, and says so.
  stderr: () => /^.*WARN Client version is not compatible.*\n$/,
  withoutCertificate: (code) =>
    code
      .replace(', Certificates: []tls.Certificate{certificate}', '')
      .replace('certificate, err := tls.LoadX509KeyPair', '_, err = tls.LoadX509KeyPair'),
})
