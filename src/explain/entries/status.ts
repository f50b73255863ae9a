import type { Entry } from '../entry.ts'

/** What a bare status says. The text that comes with it says more. */
export const STATUS: readonly Entry[] = [
  {
    id: 'status/unauthenticated',
    title: '401 Unauthorized, gRPC 16 UNAUTHENTICATED: no credential, or none that the server knows',
    texts: [
      'http401',
      'grpc16',
      'unauthenticated',
      '401 unauthorized',
      'unauthorized',
      'the request does not have valid authentication credentials',
    ],
    vague: 2,
    causes: [
      {
        cause: 'No header api-key and no "Authorization: Bearer" came in.',
        tell: 'the body is "Must provide an API key or an Authorization bearer token"',
        check: 'qdrant-auth explain "Must provide an API key"',
      },
      {
        cause: 'The key is another one, or the token cannot be read, or jwt_rbac is off.',
        tell: 'the body is "Invalid API key or JWT"',
        check: 'qdrant-auth explain "Invalid API key or JWT"',
      },
      {
        cause: 'A revoked token, or one that lists a collection twice or has a payload filter.',
        tell: 'the body names it',
        check: 'qdrant-auth jwt inspect token.jwt --key-file api-key.txt',
      },
    ],
  },
  {
    id: 'status/permission-denied',
    title: '403 Forbidden, gRPC 7 PERMISSION_DENIED: the credential is known, and not enough',
    texts: [
      'http403',
      'grpc7',
      'permission_denied',
      'PermissionDenied',
      '403 forbidden',
      'forbidden',
      'the caller does not have permission to execute the specified operation',
    ],
    vague: 2,
    causes: [
      {
        cause: 'The token or the read-only key may not do this.',
        tell: 'the body begins with "Forbidden:" and names what is missing',
        check: 'qdrant-auth jwt can "GET /collections" token.jwt --explain',
      },
      {
        cause: 'The token is signed with another key, or has expired.',
        tell: 'the body is InvalidSignature or ExpiredSignature',
        check: 'qdrant-auth jwt inspect token.jwt --key-file api-key.txt',
      },
      {
        cause: 'The server is older than 1.9, where a wrong key is a 403, or a gateway in front answers.',
        tell: 'the body is "Invalid api-key", or none of Qdrant',
        check: 'curl -s URL/',
      },
    ],
  },
  {
    id: 'status/unavailable',
    title: 'gRPC 14 UNAVAILABLE: no connection came about',
    texts: [
      'grpc14',
      'unavailable',
      'the service is currently unavailable',
      'failed to connect to all addresses',
    ],
    vague: 2,
    causes: [
      {
        cause: 'The port is wrong: gRPC is 6334, REST is 6333.',
        tell: 'the address ends with 6333',
        check: 'qdrant-auth doctor https://HOST:6333',
      },
      {
        cause: 'One side speaks TLS and the other does not, or the certificate is not trusted.',
        tell: 'the text behind it names TLS, a handshake or a certificate',
        check: 'qdrant-auth certs check grpcs://HOST:6334 --ca tls/cacert.pem',
      },
      {
        cause:
          'The gRPC server did not start, while REST works: a bad key pair, a host name instead of an address, or a taken port.',
        tell: 'the log of the server has "Error while starting gRPC server"',
        check: 'qdrant-auth config validate',
      },
    ],
  },
  {
    id: 'status/bad-request',
    title: '400 Bad Request, gRPC 3 INVALID_ARGUMENT: the request cannot be read',
    texts: ['http400', 'grpc3', 'invalid_argument', 'InvalidArgument'],
    vague: 2,
    causes: [
      {
        cause: 'A field is wrong. The check of the request comes after the key and before the access.',
        tell: 'the body names the field',
        check: 'qdrant-auth jwt can --list token.jwt',
      },
      {
        cause: 'Plain HTTP was sent to a TLS port, or the key has a control character such as a line end.',
        tell: 'the body is empty or comes from a proxy',
        check: 'tail -c 3 api-key.txt | od -c',
      },
    ],
  },
  {
    id: 'status/not-found',
    title: '404 Not Found, gRPC 5 NOT_FOUND: the credential was accepted',
    texts: ['http404', 'grpc5', 'NotFound'],
    vague: 2,
    causes: [
      {
        cause:
          'The collection, point or snapshot is not there. For what a token does not list, the answer would be 403.',
        tell: 'the body names it',
        check: "sed 's/^/api-key: /' api-key.txt | curl -H @- URL/collections",
      },
      {
        cause:
          'The path is wrong, or a proxy keeps or drops a prefix. Without a key an unknown path is a 401.',
        tell: 'the same path at the server itself',
        check: 'curl -i http://127.0.0.1:6333/',
      },
    ],
  },
  {
    id: 'status/timeout',
    title: '408, 504, gRPC 4 DEADLINE_EXCEEDED: no answer in time',
    texts: ['http408', 'http504', 'grpc4', 'deadline_exceeded', 'DeadlineExceeded'],
    vague: 2,
    causes: [
      {
        cause:
          'A firewall drops the packets, or the port is another one behind a proxy: clients add :6333 where the URL has no port.',
        tell: 'curl to the same port hangs too',
        check: 'curl -m 5 -i https://HOST:6333/readyz',
      },
      {
        cause: 'Nodes refuse each other in a rotation: a write that waits for replicas runs into its time.',
        tell: 'the log of a node has Invalid API key or JWT between nodes',
        check: 'qdrant-auth rotate plan --inventory qdrant-auth.yaml',
      },
    ],
  },
  {
    id: 'status/unimplemented',
    title: '405, gRPC 12 UNIMPLEMENTED: this port or version does not have the call',
    texts: ['http405', 'grpc12', 'unimplemented', 'operation is not implemented or not supported'],
    vague: 2,
    causes: [
      {
        cause: 'The call went to the port for nodes (6335), or the server is older than the client.',
        tell: 'the address and the version in the answer of /',
        check: 'curl -s URL/',
      },
    ],
  },
  {
    id: 'status/too-large',
    title: '413, 429, gRPC 8 RESOURCE_EXHAUSTED: too large, or too much',
    texts: ['http413', 'http429', 'grpc8', 'resource_exhausted', 'ResourceExhausted', 'payload too large'],
    vague: 2,
    causes: [
      {
        cause: 'The body is larger than service.max_request_size_mb, or than the proxy in front takes.',
        tell: 'the page is one of the proxy, or the text has a size',
        check: 'qdrant-auth config get service.max_request_size_mb',
      },
    ],
  },
  {
    id: 'status/unprocessable',
    title: '422: the body is valid JSON and not valid for this call',
    texts: ['http422', 'unprocessable entity'],
    vague: 2,
    causes: [
      {
        cause: 'A field has a value out of range. It is no matter of keys.',
        tell: 'the body names the field',
        check: 'qdrant-auth jwt can --list token.jwt',
      },
    ],
  },
  {
    id: 'status/internal',
    title: '500, gRPC 13 INTERNAL, gRPC 2 UNKNOWN: the server or a node behind it failed',
    texts: ['http500', 'grpc13', 'grpc2', 'internal server error'],
    vague: 2,
    causes: [
      {
        cause: 'In a cluster: a node is being restarted, or nodes refuse each other.',
        tell: 'the text names a tonic status, replicas or a peer',
        check: 'qdrant-auth rotate plan --inventory qdrant-auth.yaml',
      },
      {
        cause: 'gRPC UNKNOWN: something that is no gRPC server answered, such as a proxy.',
        tell: 'the text has an HTTP status or a content type',
        check: 'qdrant-auth doctor https://HOST:6333',
      },
    ],
  },
  {
    id: 'status/gateway',
    title: '502, 503: a proxy does not reach the server behind it',
    texts: ['http502', 'http503', 'bad gateway', 'service unavailable'],
    vague: 2,
    causes: [
      {
        cause: 'The proxy speaks plain HTTP to a TLS port, or TLS without the CA.',
        tell: 'its error log names TLS, a handshake or a certificate',
        check: 'qdrant-auth certs check https://SERVER:6333 --ca tls/cacert.pem',
      },
      {
        cause: 'The server demands a client certificate, and the proxy has none.',
        tell: 'the log of the proxy has "certificate required"',
        check: 'qdrant-auth config get service.verify_https_client_certificate',
      },
      {
        cause: 'The server is not up yet: /readyz says when it is.',
        tell: 'it ends by itself',
        check: 'curl -i http://127.0.0.1:6333/readyz',
      },
    ],
  },
  {
    id: 'status/exit-101',
    title: 'Qdrant ended with 101: it panicked, mostly over a setting',
    texts: ['exit101'],
    vague: 2,
    causes: [
      {
        cause:
          'A cluster with a host name for service.host, no p2p port, a key pair that does not fit, or an audit directory that cannot be written.',
        tell: 'the log has "Panic occurred in file" with the reason',
        check: 'qdrant-auth config show',
      },
    ],
  },
  {
    id: 'status/exit-1',
    title: 'Qdrant ended with 1: it could not read its configuration, or start REST',
    texts: ['exit1'],
    vague: 2,
    causes: [
      {
        cause: 'The last line on stderr begins with "Error:" and has the reason.',
        tell: 'paste that line here',
        check: 'qdrant-auth config show',
      },
    ],
  },
]
