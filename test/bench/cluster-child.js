// A node as far as a rotation and doctor ask it, in a process of its own: `node cluster-child.js KEY` prints its two ports as JSON.
import { createServer } from 'node:http'
import { Server, ServerCredentials } from '@grpc/grpc-js'

const [, , key] = process.argv
const startup = new Date().toISOString()

const answers = {
  '/telemetry': { app: { version: '1.19.0', jwt_rbac: false, startup } },
  '/cluster': { status: 'enabled', peer_id: 1, peers: { 1: { uri: 'http://n1:6335' } } },
  '/collections': { collections: [] },
}

const ROOT = JSON.stringify({ title: 'qdrant - vector search engine', version: '1.19.0' })
const NO_COLLECTION = JSON.stringify({ status: { error: "Not found: Collection `x` doesn't exist!" } })

const refusal = (given) =>
  given === key
    ? undefined
    : given === undefined
      ? 'Must provide an API key or an Authorization bearer token'
      : 'Invalid API key or JWT'

const rest = createServer(({ method, url, headers }, response) => {
  const refused = refusal(headers['api-key'])
  if (url === '/') response.end(ROOT)
  else if (refused !== undefined) response.writeHead(401).end(refused)
  else if (method === 'DELETE') response.writeHead(404).end(NO_COLLECTION)
  else response.end(JSON.stringify({ result: answers[url] ?? {} }))
})

const same = (bytes) => bytes
const codec = {
  requestSerialize: same,
  requestDeserialize: same,
  responseSerialize: same,
  responseDeserialize: same,
}
const grpc = new Server()
// Asked with a name that no collection has, to see whether the key may write.
grpc.addService(
  { delete: { path: '/qdrant.Snapshots/Delete', requestStream: false, responseStream: false, ...codec } },
  { delete: (_, done) => done({ code: 5, details: "Not found: Collection `x` doesn't exist!" }) },
)
grpc.addService(
  { list: { path: '/qdrant.Collections/List', requestStream: false, responseStream: false, ...codec } },
  {
    list: ({ metadata }, done) => {
      const details = refusal(metadata.get('api-key')[0])
      if (details === undefined) done(null, Buffer.alloc(0))
      else done({ code: 16, details })
    },
  },
)

rest.listen(0, '127.0.0.1', () =>
  grpc.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error
    process.stdout.write(`${JSON.stringify({ rest: rest.address().port, grpc: port })}\n`)
  }),
)
