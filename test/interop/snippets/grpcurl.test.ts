import { testClient } from './client.ts'

testClient({
  client: 'grpcurl',
  needed: 'grpcurl',
  transports: ['grpc'],
  tokenHeader: 'authorization: Bearer ',
  stdout: `{
  "collections": [
    {
      "name": "docs"
    }
  ],
  "time": 0.0001645
}
`,
  withoutCertificate: (code) => code.replace(/^ +-cert .*\n/m, ''),
})
