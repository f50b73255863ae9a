import type { Entry } from '../entry.ts'

/** What the server answers to a request about its credential (v1.19.0, src/common/auth and lib/storage/src/rbac). */
export const SERVER: readonly Entry[] = [
  {
    id: 'server/no-credential',
    title: 'The request had no key and no bearer token that the server could see (401)',
    texts: [
      'must provide an API key or an Authorization bearer token',
      'must provide an API key',
      'smallbearer',
    ],
    causes: [
      {
        cause:
          'The client sends no key: its variable is unset, or the option has another name (JavaScript has apiKey and ignores api_key; Rust turns a missing variable into no key).',
        tell: 'print the length of the key where the client is made: it is 0 or undefined',
        check: 'qdrant-auth doctor https://HOST:6333',
      },
      {
        cause:
          'The header has another name: it is api-key, with a hyphen. Proxies such as nginx drop headers with an underscore.',
        tell: 'the same call with curl and the header api-key works',
        check: "sed 's/^/api-key: /' api-key.txt | curl -H @- https://HOST:6333/collections",
      },
      {
        cause:
          'The scheme is not exactly "Bearer ": "bearer" in small letters, Token and Basic are not looked at.',
        tell: 'the Authorization header is there, and the answer is still this one',
        check: "sed 's/^/Authorization: Bearer /' token.jwt | curl -H @- URL/collections",
      },
      {
        cause:
          'Something between strips the header, or a monitor calls /metrics or another path without a key. Only /, /healthz, /readyz and /livez are open.',
        tell: 'it works at the server itself, and not through the proxy',
        check: 'curl -i http://127.0.0.1:6333/readyz',
      },
    ],
  },
  {
    id: 'server/invalid-credential',
    title: 'The server does not know this key, or cannot read this token (401)',
    texts: ['invalid API key or JWT'],
    causes: [
      {
        cause:
          'The key is not the one this server was started with: another environment or node, or the server was not restarted after a change.',
        tell: 'compare fingerprints: the key of the client and the one in the effective configuration',
        check: 'qdrant-auth config show --environment',
      },
      {
        cause:
          'YAML or a variable has changed the key: unquoted 012345, 1e10 or 0x10 become other texts, a block scalar adds a line end, blanks around it fit gRPC and no REST but HTTP/2, and $NAME is not filled in.',
        tell: 'config validate names the place',
        check: 'qdrant-auth config validate',
      },
      {
        cause: 'It is a token and jwt_rbac is off, or only read_only_api_key is set, which signs no tokens.',
        tell: 'it starts with eyJ, and the API key itself is accepted',
        check: 'qdrant-auth config get service.jwt_rbac',
      },
      {
        cause:
          'The token cannot be read: another algorithm than HS256, an access claim of the wrong shape, exp with a fraction or as text, a numeric sub, a repeated claim.',
        tell: 'inspect names the claim; with two keys set the same token is answered InvalidSignature',
        check: 'qdrant-auth jwt inspect token.jwt --key-file api-key.txt',
      },
      {
        cause:
          'A rotation is under way: this node has dropped the old key, or does not have the new one yet.',
        tell: 'some nodes take the key and others do not',
        check: 'qdrant-auth rotate plan --inventory qdrant-auth.yaml',
      },
    ],
  },
  {
    id: 'server/before-1.9',
    title: 'The server is older than 1.9, where every wrong or missing key is a 403',
    texts: [
      'invalid API key or JWT token',
      'invalid api-key',
      'must provide an API key or an Authorization bearer token & http403',
      'invalid API key or JWT & http403',
    ],
    causes: [
      {
        cause:
          'The key is wrong or missing. Up to 1.6 the text is "Invalid api-key", in 1.8 "Invalid API key or JWT token"; since 1.9 such answers are 401.',
        tell: 'the version is in the answer of /',
        check: 'curl -s URL/',
      },
      {
        cause: 'A gateway in front answers so, and not Qdrant.',
        tell: 'the server header, and the answer at the server itself, are others',
        check: 'curl -si http://127.0.0.1:6333/collections',
      },
    ],
  },
  {
    id: 'server/invalid-signature',
    title: 'The token is not signed with a key of this server, as far as it can see (403)',
    texts: ['InvalidSignature', 'invalid signature & http403'],
    causes: [
      {
        cause:
          'It was signed with another key: the key was replaced since, the token is of another cluster, or it was minted with the read-only key, which signs nothing.',
        tell: 'inspect with each key you have says which one signed it',
        check: 'qdrant-auth jwt inspect token.jwt --key-file api-key.txt',
      },
      {
        cause:
          'The key was decoded before signing, or had a line end: the secret is the text of api_key as it stands, never its base64 or hex value.',
        tell: 'a token that qdrant-auth jwt mint makes with the same key file is accepted',
        check: 'qdrant-auth jwt mint --key-file api-key.txt --access read --no-record',
      },
      {
        cause:
          'api_key and alt_api_key are both set, and the token of the alternate key has expired: the server then says InvalidSignature, never ExpiredSignature.',
        tell: 'inspect with both keys says expired',
        check: 'qdrant-auth jwt inspect token.jwt --key-file K --alt-key-file A',
      },
      {
        cause:
          'api_key and alt_api_key are both set, and the claims cannot be read: with one key the answer is 401 Invalid API key or JWT, with two it is this one.',
        tell: 'inspect names the claim, and calls the signature right',
        check: 'qdrant-auth jwt inspect token.jwt --key-file K --alt-key-file A',
      },
      {
        cause: 'The token was cut or changed on its way.',
        tell: 'its three parts are shorter than where it was made',
        check: 'qdrant-auth jwt inspect token.jwt',
      },
    ],
  },
  {
    id: 'server/expired',
    title: 'The token expired more than 30 seconds ago (403)',
    texts: ['ExpiredSignature', 'expired signature & http403'],
    causes: [
      {
        cause: 'exp has passed, and the server gives 30 seconds. There is no refresh: a new token is needed.',
        tell: 'inspect shows exp',
        check: 'qdrant-auth jwt inspect token.jwt',
      },
      {
        cause: 'The clock of the server is ahead, or the clock where the token was made was behind.',
        tell: 'the Date header of the server differs from your clock',
        check: 'curl -sI URL/ | grep -i ^date; date -u',
      },
      {
        cause:
          'Old tokens are still handed out: a cache, an environment variable, a secret that was not rolled out.',
        tell: 'the registry says when each token ends',
        check: 'qdrant-auth jwt list',
      },
    ],
  },
  {
    id: 'server/guard',
    title: 'The value_exists claim of the token does not hold (401: no such point, 403: no such collection)',
    texts: ['invalid JWT, stateful validation failed', 'stateful validation failed'],
    causes: [
      {
        cause:
          '401: no point has the value. The token was revoked, or the payload has a number or a boolean where the claim has a text.',
        tell: 'the registry says whether it was revoked; inspect warns of the type',
        check: 'qdrant-auth jwt list',
      },
      {
        cause:
          '403: the collection that the claim names is not there, on this node or at all. It fails closed.',
        tell: 'the status is 403, and the collection is missing from the list',
        check: "sed 's/^/api-key: /' api-key.txt | curl -H @- URL/collections",
      },
    ],
  },
  {
    id: 'server/duplicate-collection',
    title: 'The token lists a collection twice (401)',
    texts: ['access * collection: Collection name should be unique', 'collection name should be unique'],
    causes: [
      {
        cause: 'The access claim has two entries for one collection. The server refuses the whole token.',
        tell: 'inspect names the collection',
        check: 'qdrant-auth jwt inspect token.jwt --key-file api-key.txt',
      },
    ],
  },
  {
    id: 'server/payload-filter',
    title: 'The token has a payload filter, which 1.16.0 removed (401)',
    texts: ["the 'payload' constraint is deprecated and should not be used"],
    causes: [
      {
        cause:
          'Filters by payload in tokens are gone, and tokens with one are refused on purpose. Filter in the query, or give each tenant a collection.',
        tell: 'inspect names the entry',
        check: 'qdrant-auth jwt inspect token.jwt --key-file api-key.txt',
      },
    ],
  },
  {
    id: 'server/global-access',
    title: 'The call is about the whole server, and the token is for collections (403)',
    texts: ['global access is required'],
    causes: [
      {
        cause:
          'The token lists collections, and this call needs at least access "r": /metrics, /cluster, full snapshots, /logger.',
        tell: 'jwt can names what the call needs, and the smallest grant for it',
        check: 'qdrant-auth jwt can "GET /metrics" token.jwt --explain',
      },
      {
        cause: 'A framework creates the collection first, which no token for collections may do.',
        tell: 'the path is PUT /collections/NAME',
        check: 'qdrant-auth jwt can "PUT /collections/NAME" token.jwt --explain',
      },
    ],
  },
  {
    id: 'server/global-manage-access',
    title: 'The call changes the whole server, and the credential may not (403)',
    texts: ['global manage access is required'],
    causes: [
      {
        cause:
          'A read-only key, or a token with "r" or with collections: creating and deleting collections, aliases, shard keys and full snapshots need the API key or access "m".',
        tell: 'jwt can names what the call needs',
        check: 'qdrant-auth jwt can "PUT /collections/NAME" token.jwt --explain',
      },
      {
        cause: 'read_only_api_key was put where the API key belongs.',
        tell: 'the fingerprints of the two keys tell which one the client has',
        check: 'qdrant-auth config show',
      },
      {
        cause: 'Writing points with a token of access "r" is answered so too.',
        tell: 'inspect says that it may read',
        check: 'qdrant-auth jwt inspect token.jwt --key-file api-key.txt',
      },
    ],
  },
  {
    id: 'server/collection-access',
    title: 'The token does not list this collection (403)',
    texts: ['access to collection * is required'],
    causes: [
      {
        cause:
          'The name is not in the access claim. Names are compared letter by letter: no patterns, no prefixes.',
        tell: 'inspect lists what is granted',
        check: 'qdrant-auth jwt inspect token.jwt --key-file api-key.txt',
      },
      {
        cause: 'The request names an alias. An alias and its collection are two grants.',
        tell: 'the name in the text is an alias',
        check: "sed 's/^/api-key: /' api-key.txt | curl -H @- URL/aliases",
      },
      {
        cause:
          'The name is one from lookup_from, with_lookup or a prefetch: that other collection has to be granted too.',
        tell: 'the name in the text is not the one in the path',
        check: 'qdrant-auth jwt can query_points token.jwt --lookup OTHER --explain',
      },
      {
        cause:
          'The collection does not exist. Tokens get this answer also then, so that names cannot be guessed.',
        tell: 'with the API key the answer is 404',
        check: "sed 's/^/api-key: /' api-key.txt | curl -H @- URL/collections",
      },
    ],
  },
  {
    id: 'server/write-access',
    title: 'The token may read this collection and not write it (403)',
    texts: ['write access to collection * is required'],
    causes: [
      {
        cause:
          'The entry for the collection is "r". Writing points needs "prw", indexes and snapshots need "rw".',
        tell: 'jwt can names the smallest grant',
        check: 'qdrant-auth jwt can "PUT /collections/NAME/points" token.jwt --explain',
      },
    ],
  },
  {
    id: 'server/points-only',
    title: 'The token is for the points of this collection, and the call is about more (403)',
    texts: ['only points access is allowed for collection', 'only points access is allowed'],
    causes: [
      {
        cause:
          'The entry is "prw": snapshots, payload indexes, named vectors and cluster information need "r" or "rw".',
        tell: 'jwt can names the smallest grant',
        check: 'qdrant-auth jwt can "PUT /collections/NAME/index" token.jwt --explain',
      },
    ],
  },
  {
    id: 'server/manage-access',
    title: 'No grant for a collection allows this call (403)',
    texts: ['manage access for this operation is required'],
    causes: [
      {
        cause: 'Some calls on one collection, such as recovering a snapshot, need access "m" or the API key.',
        tell: 'jwt can says that there is no smaller grant',
        check: 'qdrant-auth jwt can --list token.jwt',
      },
    ],
  },
  {
    id: 'server/too-large-head',
    title: 'The token is too large for a header',
    texts: [
      'received http2 header with status: 431',
      'too_many_continuations',
      'http431',
      'request header fields too large',
    ],
    causes: [
      {
        cause:
          'gRPC takes tokens up to about 15,000 characters, REST heads up to about 131,000, and proxies often 8,192. A token that lists hundreds of collections is larger.',
        tell: 'count its characters',
        check: 'wc -c token.jwt',
      },
    ],
  },
  {
    id: 'server/peer-refused',
    title: 'A node of the cluster refuses another node: their keys differ',
    texts: [
      'tonic status error * valid authentication credentials',
      'tonic status error * invalid API key or JWT',
      'tonic status error * unauthenticated',
      'tonic status error * must provide an API key',
    ],
    causes: [
      {
        cause:
          'A rotation in two rolls with enforce_internal_auth: nodes send api_key to each other, and those which were not restarted do not take the new one, or those which were have dropped the old one.',
        tell: 'it began with a rolling restart; rotate plan shows which phase is missing',
        check: 'qdrant-auth rotate plan --inventory qdrant-auth.yaml',
      },
      {
        cause: 'The nodes were given different keys, or one has only alt_api_key and therefore sends none.',
        tell: 'the fingerprints of api_key differ between nodes',
        check: 'qdrant-auth config show NODE-DIRECTORY',
      },
    ],
  },
  {
    id: 'server/peer-unreachable',
    title: 'A node of the cluster cannot be reached by another node',
    texts: [
      'tonic status error * the service is currently unavailable',
      'tonic status error * tcp connect error',
      'failed to connect to * source: tonic::transport',
    ],
    causes: [
      {
        cause:
          'A node is being restarted, and the next one was stopped before its replicas were active again.',
        tell: 'it ends when all replicas are Active on every node; a restart without a change shows it too',
        check: "sed 's/^/api-key: /' api-key.txt | curl -H @- URL/cluster",
      },
      {
        cause:
          'Some nodes speak TLS between them and others do not: all have to switch together, and --uri has to be https.',
        tell: 'cluster.p2p.enable_tls or the scheme of --uri differs',
        check: 'qdrant-auth config show NODE-DIRECTORY',
      },
    ],
  },
  {
    id: 'server/inactive-replicas',
    title: 'Too few replicas of a shard are active',
    texts: ['does not have enough active replicas'],
    causes: [
      {
        cause:
          'A node was restarted, and the next one before its replicas were Active again. Wait for that between two restarts.',
        tell: 'the collection cluster information shows Dead, Partial or Recovery',
        check: "sed 's/^/api-key: /' K | curl -H @- URL/collections/NAME/cluster",
      },
      {
        cause: 'Nodes refuse each other in a rotation, and replicas were deactivated.',
        tell: 'the log of a node has Invalid API key or JWT between nodes',
        check: 'qdrant-auth rotate plan --inventory qdrant-auth.yaml',
      },
    ],
  },
  {
    id: 'server/audit-off',
    title: 'The audit log is not there to be asked',
    texts: ['audit logging is not configured', 'audit logging is not enabled', 'audit logging not enabled'],
    causes: [
      {
        cause: 'audit.enabled is not set in what the server reads.',
        tell: 'config show has the value and its origin',
        check: 'qdrant-auth config get audit.enabled',
      },
      {
        cause: 'The server is older than 1.17.0, which ignores the section.',
        tell: 'the version is in the answer of /',
        check: 'curl -s URL/',
      },
    ],
  },
  {
    id: 'server/no-such-collection',
    title: 'The credential was accepted, and the collection is not there (404)',
    texts: ["not found: collection * doesn't exist"],
    causes: [
      {
        cause:
          'The name is wrong, or it is one of another server. A token without the collection would get 403.',
        tell: 'list the collections',
        check: "sed 's/^/api-key: /' api-key.txt | curl -H @- URL/collections",
      },
      {
        cause:
          'The same, and the credential may only read: a write looks for the collection before it checks write access.',
        tell: 'for a collection that is there the same call gets 403',
        check: 'qdrant-auth jwt can upsert_points token.jwt --explain',
      },
    ],
  },
  {
    id: 'server/snapshot-download',
    title: 'The server could not fetch a snapshot from another address',
    texts: [
      'http request error: error sending request for url',
      'error sending request for url & snapshot',
      'failed to download snapshot',
    ],
    causes: [
      {
        cause:
          'The certificate of the other side is not trusted: the server takes tls.ca_cert and the roots of the system.',
        tell: 'the same URL works with http, or curl --cacert fails too',
        check: 'curl --cacert tls/cacert.pem -I SNAPSHOT-URL',
      },
      {
        cause:
          'tls.ca_cert names a file that is not there: since TLS is on, the client of the server wants to read it.',
        tell: 'config validate names the file',
        check: 'qdrant-auth config validate',
      },
      {
        cause:
          'The address cannot be reached from the server, or needs a key: recovery has a field api_key for it.',
        tell: 'the same URL from the server itself',
        check: 'curl -I SNAPSHOT-URL',
      },
    ],
  },
  {
    id: 'server/standalone',
    title: 'The call is one of a cluster, and this server is alone',
    texts: ['qdrant is running in standalone mode'],
    causes: [
      {
        cause: 'cluster.enabled is not set in what the server reads.',
        tell: 'config show has the value and its origin',
        check: 'qdrant-auth config get cluster.enabled',
      },
    ],
  },
  {
    id: 'server/request',
    title: 'The credential was accepted: this is about the request itself',
    texts: [
      'bad request:',
      'service internal error:',
      'validation error in',
      'format error in JSON body',
      'wrong input:',
      'not found: *exist',
      'conflict: collection * already exists',
    ],
    vague: 1,
    causes: [
      {
        cause:
          'The server looks at the key first, and then at the request. A wrong request can hide that a right one would be refused.',
        tell: 'the text behind it names the field',
        check: 'qdrant-auth jwt can --list token.jwt',
      },
    ],
  },
]
