import type { Entry } from '../entry.ts'

/** What stands around the server says: gateways, compose, Kubernetes, Helm, Prometheus. */
export const DEPLOYMENT: readonly Entry[] = [
  {
    id: 'deployment/cloud-gateway',
    title: 'The gateway of Qdrant Cloud answers, and not the database',
    texts: ["key doesn't exist", 'token not found'],
    causes: [
      {
        cause: 'The key is one of another cluster, deleted or expired. Self-hosted servers never say this.',
        tell: 'the host ends with cloud.qdrant.io; look at the list of keys in the console',
        check: 'curl -si URL/readyz',
      },
    ],
  },
  {
    id: 'deployment/gateway-forbidden',
    title: 'A gateway in front refuses the call, perhaps the one of Qdrant Cloud',
    texts: ['error forbidden', 'RBAC: access denied'],
    vague: 1,
    causes: [
      {
        cause:
          '{"error":"forbidden"} is a body of Qdrant Cloud, even for /readyz. Qdrant itself says "Forbidden:" and a reason.',
        tell: 'the host ends with cloud.qdrant.io',
        check: 'curl -si URL/readyz',
      },
      {
        cause: 'Another proxy has rules of its own.',
        tell: 'the same call at the server itself',
        check: 'curl -si http://127.0.0.1:6333/readyz',
      },
    ],
  },
  {
    id: 'deployment/proxy-password',
    title: 'A proxy in front wants a password',
    texts: ['401 authorization required', 'proxy authentication required', 'www-authenticate: basic'],
    causes: [
      {
        cause:
          'The proxy checks basic authentication. Qdrant never sends WWW-Authenticate. Keep the key in api-key, and let the proxy drop Authorization.',
        tell: 'the page is one of nginx, or the answer has WWW-Authenticate',
        check: 'curl -si URL/collections',
      },
    ],
  },
  {
    id: 'deployment/one-underscore',
    title: 'The variable has one underscore where the server wants two, and is ignored',
    texts: ['singleunderscore'],
    causes: [
      {
        cause: 'QDRANT_SERVICE_API_KEY means nothing to Qdrant: it is QDRANT__SERVICE__API_KEY.',
        tell: 'config validate names the variable',
        check: 'qdrant-auth config validate --environment',
      },
    ],
  },
  {
    id: 'deployment/file-variable',
    title: 'Qdrant reads no key from a file that a variable names',
    texts: ['filevariable'],
    causes: [
      {
        cause:
          'QDRANT__SERVICE__API_KEY_FILE and the like are ignored: there is no _FILE form. A secret can be a YAML file of its own, mounted as /qdrant/config/local.yaml or named by --config-path.',
        tell: 'config validate names the variable',
        check: 'qdrant-auth config validate --environment',
      },
    ],
  },
  {
    id: 'deployment/variable-as-key',
    title: 'Qdrant fills in no variables: the text itself is the key',
    texts: ['variableaskey'],
    causes: [
      {
        cause:
          '$NAME inside config.yaml, with braces or without, is taken as it stands. Set QDRANT__SERVICE__API_KEY, or write the key into a file of its own.',
        tell: 'config validate names the place',
        check: 'qdrant-auth config validate',
      },
      {
        cause:
          'Compose fills it in, with nothing where it is not set, also by :-; an empty key is none. Write :? and a reason in its place.',
        tell: 'it stands in the compose file, and not in a config.yaml',
        check: 'docker compose config',
      },
    ],
  },
  {
    id: 'deployment/compose-variable',
    title: 'Compose found no value for a variable, and the key is empty',
    texts: [
      'variable is not set. Defaulting to a blank string',
      'variable is not set. Defaulting to blank string',
      'required variable * is missing a value',
    ],
    causes: [
      {
        cause:
          'The variable is in no .env of the project and not exported. An empty key counts as unset: if it was the only one, everybody gets in.',
        tell: 'docker compose config shows what is filled in; with :? behind the name it fails instead',
        check: 'qdrant-auth config validate --manifest compose.yaml',
      },
    ],
  },
  {
    id: 'deployment/probe',
    title: 'A probe of Kubernetes does not reach the server',
    texts: [
      'readiness probe failed',
      'liveness probe failed',
      'startup probe failed',
      'HTTP probe failed with statuscode',
    ],
    causes: [
      {
        cause:
          'verify_https_client_certificate is on: the kubelet has no client certificate. Use an exec or TCP probe.',
        tell: 'the text ends with "certificate required" or "bad certificate"',
        check: 'qdrant-auth config get service.verify_https_client_certificate',
      },
      {
        cause: 'The probe has scheme HTTP, and TLS is on.',
        tell: 'the text has "HTTP request to an HTTPS server", or EOF',
        check: 'qdrant-auth config get service.enable_tls',
      },
      {
        cause: 'The probe calls a path that needs a key: only /, /healthz, /readyz and /livez are open.',
        tell: 'the status code is 401',
        check: 'curl -i http://127.0.0.1:6333/readyz',
      },
    ],
  },
  {
    id: 'deployment/no-curl',
    title: 'The image has no curl and no wget for a health check',
    texts: [
      'curl: not found',
      'curl: executable file not found',
      'wget: not found',
      'wget: executable file not found',
      'curl: command not found',
      'exec: curl',
    ],
    causes: [
      {
        cause: 'Health checks inside the container need bash and /dev/tcp, or a TCP probe from outside.',
        tell: 'docker inspect shows the output of the check',
        check: 'curl -i http://127.0.0.1:6333/readyz',
      },
    ],
  },
  {
    id: 'deployment/prometheus',
    title: 'Prometheus is refused: /metrics needs a key',
    texts: ['server returned HTTP status 401', 'server returned HTTP status 403'],
    causes: [
      {
        cause:
          '401: no key. Give authorization with type Bearer and the read-only key or a token with access "r".',
        tell: 'the scrape config has no authorization',
        check: 'qdrant-auth jwt mint --key-file api-key.txt --access read',
      },
      {
        cause: '403: a token for collections may not read /metrics.',
        tell: 'jwt can says so',
        check: 'qdrant-auth jwt can "GET /metrics" token.jwt --explain',
      },
    ],
  },
  {
    id: 'deployment/advisory',
    title: 'A known weakness of older servers',
    texts: ['GHSA-3v92-w72v-j994', 'dashboard path whitelist'],
    causes: [
      {
        cause:
          'Before 1.18.1 a read-only key could fill the disk by uploading snapshots; before 1.18.2 odd paths below /dashboard skipped the key.',
        tell: 'the version is in the answer of /',
        check: 'curl -s URL/',
      },
    ],
  },
  {
    id: 'deployment/unexpected-response',
    title: 'The Python client got a status that it did not expect; the body behind it says why',
    texts: ['UnexpectedResponse', 'unexpected response', 'raw response content'],
    vague: 2,
    causes: [
      {
        cause: 'The text behind "Raw response content" is what the server said.',
        tell: 'paste the whole exception here',
        check: 'curl -si URL/collections',
      },
    ],
  },
]
