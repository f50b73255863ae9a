import { line } from '../audit/lines.ts'

export const LOGS = [
  line({ method: 'scroll', api: '/collections/docs/points/scroll', subject: 'a', collection: 'docs' }) +
    line({ auth_type: 'None', result: 'denied', error: 'Invalid API key or JWT', remote: '10.0.0.1' }),
  line({ api: '/qdrant.Points/Upsert', auth_type: 'ApiKey', subject: 'café \u202e' }).repeat(20),
]
export const STATEFULSET = JSON.stringify({
  spec: {
    replicas: 3,
    serviceName: 'qdrant-headless',
    template: {
      spec: {
        containers: [
          { volumeMounts: [{ name: 'keys', mountPath: '/qdrant/config/local.yaml', subPath: 'local.yaml' }] },
        ],
        volumes: [{ name: 'keys', secret: { secretName: 'qdrant-apikey', items: [{ key: 'local.yaml' }] } }],
      },
    },
  },
})
export const SECRET = JSON.stringify({
  kind: 'Secret',
  metadata: { name: 'k', resourceVersion: '7' },
  data: { 'local.yaml': 'c2VydmljZToge30K' },
})
export const GREETING = '{"title":"qdrant - vector search engine","version":"1.19.0"}'
export const SAID = [
  'HTTP/1.1 403 Forbidden\nForbidden: Global manage access is required',
  'Error: config/mangled-key and grpc status 16 UNAUTHENTICATED, curl: (60) SSL certificate problem',
]

export const INVENTORY = 'nodes:\n  - {name: n1, config: ./n1, restart: [a, b]}\n'

/** As `rotate start --until 2` left it; the places are others. */
export const JOURNAL = JSON.stringify({
  ...{ version: 1, id: 'af161bf9', revision: 7, kind: 'api-key', state: 'running', direction: 'forward' },
  startedAt: '2026-11-23T12:00:00Z',
  inventory: {
    nodes: [{ name: 'n1', url: 'http://127.0.0.1:1/', config: 'n1', restart: ['restart', 'n1'] }],
  },
  ...{ base: '/tmp', allowPlaintext: false, checksPeers: [], versions: { n1: '1.19.0' }, jwt: false },
  keys: { old: 'fp:8552d415', new: 'fp:5a1255eb' },
  ...{ soak: 3600, callersMovedAt: null },
  phases: [
    {
      kind: 'restart',
      settings: { 'service.api_key': 'old', 'service.alt_api_key': 'new' },
      title: 'api_key is the old key, alt_api_key the new one',
      reason: 'without it n1 would refuse the old key, which is still in use',
      ...{ state: 'done', doneAt: '2026-11-23T12:00:00Z' },
      nodes: { n1: { step: 'proved', startup: 'start 1' } },
      evidence: [
        ...[
          { node: 'n1', probe: 'rest: old key', status: '200', asWanted: true, at: '2026-11-23T12:00:00Z' },
        ],
        ...[
          { node: 'n1', probe: 'rest: no key', status: '401 x', asWanted: true, at: '2026-11-23T12:00:00Z' },
        ],
      ],
    },
    {
      kind: 'restart',
      settings: { 'service.api_key': 'new', 'service.alt_api_key': null },
      title: 'api_key is the new key, and nothing else',
      reason: 'nobody uses the old key any more',
      ...{ state: 'pending', doneAt: null, nodes: {}, evidence: [] },
    },
  ],
  files: {
    '/tmp/n1/config/local.yaml': ['6be500c27d26d83320546e4e8ec3db213811d442bbec410956b79ea757473c8d'],
  },
})

export const REGISTRY = `{"event":"minted","name":"ci","claims":{"exp":1798027200,"access":"r"},"key":"fp:8552d415","sha256":"f9bc81968d6ef1e9194154a63ca3064802977c5c97fd7636a9b5479d3584b327","mintedAt":"2026-11-23T12:00:00.000Z","expiresAt":"2026-12-23T12:00:00Z"}
{"event":"revoked","name":"ci","at":"2026-11-23T12:00:00Z"}
`

/** What a sound node of a cluster of one answers, by path; C is any collection. */
export const ANSWERS: Record<string, string> = {
  '/': GREETING,
  '/readyz': '"all shards are ready"',
  '/telemetry':
    '{"result":{"app":{"version":"1.19.0","jwt_rbac":true,"startup":"2026-11-23T11:00:00Z"}},"status":"ok"}',
  '/collections': '{"result":{"collections":[{"name":"docs"}]},"status":"ok","time":0.0001}',
  '/cluster':
    '{"result":{"status":"enabled","peer_id":7,"peers":{"7":{"uri":"http://n1:6335/"}},"raft_info":{"term":1,"commit":3,"pending_operations":0,"leader":7,"role":"Leader","is_voter":true},"consensus_thread_status":{"consensus_thread_status":"working","last_update":"2026-11-23T11:00:00Z"},"message_send_failures":{}},"status":"ok","time":0.0001}',
  '/collections/C/cluster':
    '{"result":{"peer_id":7,"shard_count":1,"local_shards":[{"shard_id":0,"points_count":1,"state":"Active"}],"remote_shards":[],"shard_transfers":[]},"status":"ok","time":0.0001}',
  '/collections/C/points/scroll':
    '{"result":{"points":[],"next_page_offset":null},"status":"ok","time":0.0001}',
  '/audit/logs': `{"result":{"entries":[${line({ method: 'scroll', subject: 'a', collection: 'docs' }).trim()}]},"status":"ok","time":0.0001}`,
}
