export const text = `Data goes to stdout, everything else to stderr. Output for people may change
with any release; --json, exit codes and rule ids only with a major one.

--json prints one object, and works with every command:

  {"schemaVersion":1,"command":"jwt inspect","ok":true,…}
  {"schemaVersion":1,"command":"jwt inspect","ok":false,
   "error":{"code":"usage","message":"…","hints":["…"]}}

Streams of records, such as jwt mint --from, are one object a line. Times are
RFC 3339 in UTC.

Findings (config validate, certs check, and others with --format):

  text     file:line:column: level: message [rule], the line, a caret, hints
  json     {findings:[{ruleId, level, message, hint, location}], summary}
  sarif    SARIF 2.1.0, for code scanning
  junit    JUnit XML, for CI
  github   annotations of GitHub Actions

  $ qdrant-auth explain config/unknown-key     says what a rule is about

Roles for many tokens (jwt mint --from FILE): lines of JSON, a YAML list, or CSV
with a header; a row is

  {"name":"ci","collections":{"docs":"read-write"},"expires":"30d"}

Nodes (rotate and doctor read qdrant-auth.yaml, or --inventory FILE). Paths
start from that file; a node without restart is restarted by you:

  ca: tls/cacert.pem
  nodes:
    - name: n1
      url: https://localhost:6333
      config: .
      restart: [systemctl, restart, qdrant]
    - name: n2
      url: https://n2.example.org:6333
      host: root@n2.example.org
      keys: /etc/qdrant/keys.yaml
      restart: [ssh, root@n2.example.org, systemctl, restart, qdrant]

Keys stand in the config of a node, in another file (keys), in one on another
machine (host and keys), or in Kubernetes (secret: {namespace, name, entry}).
cert and key beside ca are shown to nodes that demand a certificate; grpc is
the port of gRPC where it is not in the config, and null where there is none.

Forms of values:

  times       30d, 12h, 90m, 2w, or 2026-12-31T00:00:00Z; never is a word
  - as file   stdin, wherever a file or a token is read
  names       DNS names and addresses, for certificates
  operations  "PUT /collections/docs/points", Points/Upsert, upsert_points
`
