export const text = `Variables that are read:

  NO_COLOR      when not empty: no colour
  FORCE_COLOR   colour also where the output is no terminal; 0 is no colour
  TERM          dumb: no colour

A secret comes from a variable only where a flag names it, such as --key-env:

  $ QDRANT_KEY=… qdrant-auth jwt mint --key-env QDRANT_KEY --access read

Other programs of the same user can read the variables of a process; a file of
mode 0600 is the better place (--key-file), and - is stdin.

Variables of the server. QDRANT__SERVICE__API_KEY and its like are settings of
Qdrant, and are looked at only when asked for:

  --environment     those of this process, as the server would see them
  --env-file FILE   those of a file, as docker and systemd take one
  --manifest FILE   those of a compose file, Kubernetes manifest or Helm values

Two underscores stand between the words: QDRANT_SERVICE_API_KEY means nothing
to Qdrant, and config validate says so.

Nothing else is read: no variable gives a default for a flag.
`
