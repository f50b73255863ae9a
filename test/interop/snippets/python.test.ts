import { testClient } from './client.ts'

testClient({
  client: 'python',
  needed: 'python',
  transports: ['rest', 'grpc'],
  tokenHeader: 'authorization: Bearer ',
  stderr: ({ security }) => (security === 'plain' ? /^.*insecure connection.*\n.*\n$/ : /^$/),
  withoutCertificate: (code) =>
    code.replace(/^tls\.load_cert_chain.*\n/m, '').replace(/^ +"(private_key|certificate_chain)".*\n/gm, ''),
})
