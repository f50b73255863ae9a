import type { Entry } from '../entry.ts'

/** What client libraries say by themselves. */
export const CLIENT: readonly Entry[] = [
  {
    id: 'client/insecure-key',
    title: 'A warning: the client sends the key over plain HTTP',
    texts: [
      'api key is used with an insecure connection',
      'api key is used with unsecure connection',
      'api key is used with an unsecure connection',
      'api key is used with insecure connection',
    ],
    vague: 3,
    causes: [
      {
        cause: 'The URL is http:// and a key is set. It works, and everybody on the way can read the key.',
        tell: 'right for TLS: https:// and service.enable_tls; for a private network the warning can be silenced',
        check: 'qdrant-auth config get service.enable_tls',
      },
    ],
  },
  {
    id: 'client/version-check',
    title: 'The client could not ask the server for its version; other calls may work',
    texts: ['failed to obtain server version', 'unable to check client-server compatibility'],
    vague: 3,
    causes: [
      {
        cause:
          'Python with a private CA: the check ignores verify=. Give check_compatibility=False, or set SSL_CERT_FILE.',
        tell: 'real calls work',
        check: 'qdrant-auth snippet python',
      },
      {
        cause: 'The server cannot be reached: a wrong port, scheme or certificate.',
        tell: 'real calls fail too, with a text that says more',
        check: 'qdrant-auth doctor https://HOST:6333',
      },
    ],
  },
  {
    id: 'client/version-mismatch',
    title: 'Client and server are more than one minor version apart',
    texts: ['client version * is incompatible with server version', 'major versions should match'],
    vague: 3,
    causes: [
      {
        cause:
          'It is a warning: most calls work. What the server does not know, such as newer claims, it ignores.',
        tell: 'the two versions are in the text',
        check: 'curl -s URL/',
      },
    ],
  },
  {
    id: 'client/python-key-argument',
    title: 'The Python client has no such argument',
    texts: [
      "unexpected keyword argument 'key'",
      "unexpected keyword argument 'cert'",
      "unexpected keyword argument 'verify'",
      'unknown arguments * key',
    ],
    causes: [
      {
        cause:
          'cert= and key= are not how a client certificate is given: make an ssl.SSLContext, and give it as verify=.',
        tell: 'the snippet has the lines',
        check: 'qdrant-auth snippet python',
      },
    ],
  },
  {
    id: 'client/python-verify-path',
    title: 'httpx takes verify="path" as deprecated, and then ignores cert=',
    texts: [
      'verify=<str> is deprecated',
      'verify str is deprecated',
      'cert=... is deprecated',
      'cert is deprecated. Use',
    ],
    causes: [
      {
        cause:
          'With httpx 0.28 a path as verify returns before the client certificate is loaded. Give an ssl.SSLContext as verify=.',
        tell: 'a server that demands a certificate answers "certificate required"',
        check: 'qdrant-auth snippet python',
      },
    ],
  },
  {
    id: 'client/python-root-certificates',
    title: 'gRPC in Python wants the bytes of the CA, not its path',
    texts: [
      'root_certificates must be a byte string',
      'root_certificates must be',
      'certificate_chain must be a byte string',
      'private_key must be a byte string',
      'expected bytes, str found',
    ],
    causes: [
      {
        cause:
          'grpc_options takes what open(path, "rb").read() gives, and its names have no "grpc." in front.',
        tell: 'the snippet has the lines',
        check: 'qdrant-auth snippet python',
      },
    ],
  },
  {
    id: 'client/key-in-header',
    title: 'The key has a character that no header can carry, mostly a line end',
    texts: [
      'malformed API key or token',
      'illegal header value',
      'invalid header value',
      'invalid character in header content',
      'ERR_INVALID_CHAR',
      'invalid header field value',
      'net/http: invalid header field value',
      'is an invalid header value',
      'is not a legal HTTP header value',
      'leading whitespace, reserved character(s), or return character(s)',
      'metadata was invalid',
      'illegal metadata',
      'invalid metadata value',
      'invalid metadata',
      'new-line characters are not allowed in header values',
      'request headers must contain only ASCII characters',
      'cannot convert argument to a ByteString',
      "ascii' codec can't encode character",
      'failed to parse header value',
    ],
    causes: [
      {
        cause: 'The key was read from a file or a secret together with its line end.',
        tell: 'the last byte of the file is \\n',
        check: 'tail -c 3 api-key.txt | od -c',
      },
      {
        cause: 'The key has a letter outside ASCII, such as a quote from a word processor.',
        tell: 'config validate names the character',
        check: 'qdrant-auth config validate',
      },
    ],
  },
  {
    id: 'client/extra-ca-ignored',
    title: 'Node could not read the file of NODE_EXTRA_CA_CERTS and goes on without it',
    texts: ['ignoring extra certs from'],
    causes: [
      {
        cause: 'The path is wrong, not readable, or no PEM. It is read once, when the process starts.',
        tell: 'the text ends with the reason',
        check: 'qdrant-auth certs show tls/cacert.pem',
      },
    ],
  },
  {
    id: 'client/dashboard-crypto',
    title: 'The dashboard cannot sign tokens on this page',
    texts: [
      "reading 'importKey'",
      "reading 'subtle'",
      "reading 'sign'",
      'crypto.subtle is undefined',
      'crypto.subtle is not available',
      'window.crypto.subtle',
      'secure context',
    ],
    causes: [
      {
        cause:
          'Browsers give cryptography to https:// and localhost alone, and the page is http:// of another host.',
        tell: 'the address bar',
        check: 'qdrant-auth jwt mint --key-file api-key.txt --access read',
      },
    ],
  },
  {
    id: 'client/cors',
    title: 'The browser does not let the page call the server',
    texts: [
      'blocked by CORS policy',
      'Access-Control-Allow-Origin',
      'cross-origin request blocked',
      'CORS header',
    ],
    causes: [
      {
        cause: 'service.enable_cors is off, or a proxy answers OPTIONS itself, without the header.',
        tell: 'the answer to OPTIONS at the server itself has the header',
        check: 'qdrant-auth config get service.enable_cors',
      },
      {
        cause:
          'It is another failure: an answer without the header, such as one of a proxy, looks the same to a browser.',
        tell: 'the same call with curl',
        check: 'curl -i http://HOST:6333/readyz',
      },
    ],
  },
  {
    id: 'client/rust-transport',
    title: 'The gRPC client got no connection, and does not say why',
    texts: ['transport error', 'tonic::transport::Error', 'error trying to connect'],
    vague: 1,
    causes: [
      {
        cause:
          'The Rust client takes the roots of the system alone: a private CA has to be in SSL_CERT_FILE or in the store of the system.',
        tell: 'the source of the error names UnknownIssuer',
        check: 'qdrant-auth certs check grpcs://HOST:6334 --ca tls/cacert.pem',
      },
      {
        cause: 'The certificate has no subjectAltName, another name, or the wrong usage.',
        tell: 'certs check names it',
        check: 'qdrant-auth certs check grpcs://HOST:6334 --ca cacert.pem --host HOST',
      },
      {
        cause: 'The scheme or port is wrong: https://HOST:6334 with TLS, http://HOST:6334 without.',
        tell: 'config show says what the port speaks',
        check: 'qdrant-auth config show',
      },
      {
        cause: 'The server demands a client certificate, which the Rust client cannot send.',
        tell: 'there is a proxy in front: the gRPC port of Qdrant asks for none',
        check: 'openssl s_client -connect HOST:6334 -alpn h2 </dev/null',
      },
    ],
  },
  {
    id: 'client/fetch-failed',
    title: 'JavaScript got no answer; the reason is in the cause of the error',
    texts: ['fetch failed', 'failed to fetch', 'NetworkError when attempting to fetch resource'],
    vague: 1,
    causes: [
      {
        cause: 'The CA is private: set NODE_EXTRA_CA_CERTS before the process starts.',
        tell: 'cause.code is SELF_SIGNED_CERT_IN_CHAIN or UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        check: 'NODE_EXTRA_CA_CERTS=tls/cacert.pem node app.js',
      },
      {
        cause: 'The server speaks plain text, or nothing listens there.',
        tell: 'cause.code is ERR_SSL_WRONG_VERSION_NUMBER or ECONNREFUSED',
        check: 'curl -s http://HOST:6333/',
      },
      {
        cause: 'The server demands a client certificate.',
        tell: 'cause.code is UND_ERR_SOCKET',
        check: 'openssl s_client -connect HOST:6333 </dev/null',
      },
    ],
  },
  {
    id: 'client/key-name',
    title: 'The key is under a name that nobody reads',
    texts: ['wrongheader', 'camelcasekey'],
    vague: 1,
    causes: [
      {
        cause:
          'The header is api-key, with a dash, or Authorization: Bearer. Others are ignored, and no key came.',
        tell: 'the server answers 401 Must provide an API key or an Authorization bearer token (403 before 1.9)',
        check: 'qdrant-auth snippet curl',
      },
      {
        cause:
          'In config.yaml it is service.api_key. apiKey, or a key outside of service, is ignored without a word.',
        tell: 'config validate names the line',
        check: 'qdrant-auth config validate',
      },
      {
        cause: 'JavaScript takes apiKey, Python api_key; JavaScript ignores api_key without a word.',
        tell: 'the option in the code of the client',
        check: 'qdrant-auth snippet typescript',
      },
    ],
  },
]
