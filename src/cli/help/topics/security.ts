export const text = `How secrets come in. No flag takes a secret, because command lines are in the
shell history and in the list of processes. A secret comes from

  --…-file FILE   a file; - is stdin. One line end after it is not part of it
  --…-env NAME    a variable
  a config file   --config DIR takes the key that the server would take
  a prompt        hidden, where both ends are a terminal

A token may be an argument of jwt inspect, can and diff, with a note that it is
in the shell history now.

Where secrets never go: messages, --verbose, --json, error objects, temporary
files, the registry, the environment or the arguments of other programs. The
exceptions are those where the secret is what was asked for: keygen, jwt mint,
jwt renew, and --show-secrets.

Keys are told apart by a fingerprint: fp: and 8 hex digits of SHA-256 over
"qdrant-auth:v1:" and the key.

What the tool refuses or warns of:

  - keys of fewer than 32 random bytes: whoever has one token can try keys
  - tokens without an access claim, which may do everything
  - tokens without an expiry, unless --expires never says so
  - modes that let others read a secret; a key or token that is replaced gets
    0600, a config file keeps its mode, for the server has to read it
  - anything but GET to a server, and a key over plain http to another host

Nothing is sent anywhere that was not asked for: no telemetry, no check for a
new version. A server is talked to only by commands that were given its address.

A token cannot be taken back before it expires, unless it was minted with
--revocable. Replacing api_key ends all tokens that it signed.
`
