export const text = `A command works in the current directory, or in the one of -C DIR.

  config/config.yaml    0644  settings without secrets
  config/local.yaml     0600  keys; read by the server above config.yaml
  qdrant.env            0600  keys as variables (init --secrets env)
  tls/cert.pem          0644  certificate of the server, leaf first
  tls/key.pem           0600  its key, PKCS#8
  tls/cacert.pem        0644  the CA that clients and nodes trust
  ca/ca.pem             0644  the CA
  ca/ca-key.pem         0400  its key, outside tls/ so that no server mounts it
  tokens/*.jwt          0600  tokens
  .qdrant-auth/         0700  what the tool remembers; rotation/ has secrets:
    init.json                 what init was told
    tokens.jsonl              the registry: tokens by name, expiry and hash
    install.json              journal of files that are being put in place
    lock                      held while something is written
    rotation.json             the journal of rotate, and its keys and tokens in
    rotation/                 0600 files
  qdrant-auth.yaml              the nodes, where there are several or one is to
                                be restarted by rotate: help formats

How files are written. Into a new file beside the old one, with its mode from
the start, then flushed, then renamed. A set that belongs together (certificate,
key and CA, or the files of init) is journaled: after a crash at any instant the
old set or the new set is there, and the next run repairs.

Nothing is overwritten silently. The same content is "unchanged"; other content
is exit 6 unless --force, which keeps the old file beside it, with its mode.

A change of a config file touches the bytes of that setting alone; comments,
order and line ends stay.
`
