import type { Entry } from '../entry.ts'

/** What the server says about the files of `tls`, and OpenSSL and clients about theirs. */
export const TLS_FILES: readonly Entry[] = [
  {
    id: 'tls-files/not-configured',
    title: 'TLS is on and the tls section was taken away',
    texts: ['TLS config is not defined in the Qdrant config file', 'general TLS IO error'],
    causes: [
      {
        cause: 'A layer has tls: null, or tls: with nothing behind it.',
        tell: 'config show names the layer',
        check: 'qdrant-auth config show',
      },
    ],
  },
  {
    id: 'tls-files/not-opened',
    title: 'A file of TLS cannot be opened',
    texts: [
      'TLS file could not be opened',
      'failed to open file * cert',
      'failed to open file * tls',
      'failed to open file * pem',
    ],
    causes: [
      {
        cause: 'It is not there. Paths are relative to where the server is started, /qdrant in the image.',
        tell: 'the line after it ends with os error 2',
        check: 'qdrant-auth config validate',
      },
      {
        cause:
          'The user of the server may not read it: the image may run as uid 1000, and the key is 0600 of root.',
        tell: 'the line after it ends with os error 13',
        check: 'qdrant-auth config validate --uid 1000',
      },
      {
        cause:
          'verify_https_client_certificate is on, and tls.ca_cert still has its default ./tls/cacert.pem.',
        tell: 'the file in the text is cacert.pem',
        check: 'qdrant-auth config get tls.ca_cert',
      },
    ],
  },
  {
    id: 'tls-files/not-read',
    title: 'A file of TLS cannot be read',
    texts: ['TLS file could not be read', 'failed to read from file'],
    causes: [
      {
        cause: 'It is a directory: a volume was mounted for a file that is not there on the host.',
        tell: 'the line after it says "Is a directory"',
        check: 'qdrant-auth config validate',
      },
      {
        cause: 'The key is encrypted in the old form (Proc-Type), or the PEM is broken.',
        tell: 'the key file has ENCRYPTED in it',
        check: 'qdrant-auth certs check tls/',
      },
    ],
  },
  {
    id: 'tls-files/no-ca',
    title: 'Client certificates are checked and there is no CA to check them with',
    texts: ['no ca_cert provided', 'CA certificate is required for TLS configuration'],
    causes: [
      {
        cause: 'tls.ca_cert is null. verify_https_client_certificate and TLS between nodes need it.',
        tell: 'config show has its origin',
        check: 'qdrant-auth config get tls.ca_cert',
      },
    ],
  },
  {
    id: 'tls-files/empty-ca',
    title: 'The CA file has no certificate that can be used',
    texts: [
      'error: client certificate verification',
      'starting REST server: client certificate verification',
      'no root trust anchors were provided',
    ],
    causes: [
      {
        cause:
          'The file is empty, holds a key, or is DER. Certificates that cannot be read are skipped without a word.',
        tell: 'certs show lists what is in it',
        check: 'qdrant-auth certs show tls/cacert.pem',
      },
    ],
  },
  {
    id: 'tls-files/no-certificate',
    title: 'The certificate file has no certificate',
    texts: ['no server certificate found', 'no certificates found in PEM'],
    causes: [
      {
        cause: 'Certificate and key are swapped, or the file is DER or empty.',
        tell: 'certs show says what is in it',
        check: 'qdrant-auth certs show tls/',
      },
    ],
  },
  {
    id: 'tls-files/no-private-key',
    title: 'The key file has no key that the server can use',
    texts: ['no private key found'],
    causes: [
      {
        cause: 'The key is encrypted (BEGIN ENCRYPTED PRIVATE KEY). Qdrant asks for no passphrase.',
        tell: 'the first line of the file',
        check: 'qdrant-auth certs check tls/',
      },
      {
        cause: 'The file is DER or empty, or holds the certificate.',
        tell: 'certs check names the form',
        check: 'qdrant-auth certs check tls/',
      },
    ],
  },
  {
    id: 'tls-files/invalid-private-key',
    title: 'What REST found first in the key file is no private key',
    texts: ['invalid private key', 'failed to parse private key'],
    causes: [
      {
        cause: 'A combined file with the certificate first: REST takes the first PEM block for the key.',
        tell: 'the first line is BEGIN CERTIFICATE',
        check: 'qdrant-auth certs check tls/',
      },
      {
        cause:
          'A kind of key that rustls does not take: RSA below 2048, P-521, secp256k1, Ed448, explicit parameters.',
        tell: 'certs check names the kind',
        check: 'qdrant-auth certs check tls/',
      },
    ],
  },
  {
    id: 'tls-files/signing',
    title: 'The server cannot sign with this key',
    texts: ['TLS signing error'],
    causes: [
      {
        cause:
          'A kind or size of key that rustls does not take, such as RSA of 1024, 2056 or 8192 bits, or P-521.',
        tell: 'certs check names the kind and the ports that take it',
        check: 'qdrant-auth certs check tls/',
      },
    ],
  },
  {
    id: 'tls-files/mismatch',
    title: 'Certificate and key do not belong together',
    texts: [
      'keys may not be consistent',
      'KeyMismatch',
      'InconsistentKeys',
      'key values mismatch',
      'KEY_VALUES_MISMATCH',
      'private key does not match public key',
      'private key does not match the public key',
      'private key does not match',
    ],
    causes: [
      {
        cause:
          'One of the two was renewed and the other was not. gRPC and nodes do not start with such a pair; REST does, and then every handshake fails.',
        tell: 'certs show says whether the key fits',
        check: 'qdrant-auth certs show tls/',
      },
      {
        cause: 'The chain is in the wrong order: the leaf has to come first.',
        tell: 'certs check says which certificate is first',
        check: 'qdrant-auth certs check tls/',
      },
    ],
  },
  {
    id: 'tls-files/reload-failed',
    title: 'REST could not read its new certificate, and goes on with the old one',
    texts: ['failed to refresh server TLS certificate, keeping current'],
    causes: [
      {
        cause: 'The new files are not there, not readable or not complete. The next handshake tries again.',
        tell: 'the text ends with the reason',
        check: 'qdrant-auth certs check tls/ https://HOST:6333',
      },
    ],
  },
  {
    id: 'tls-files/ca-skipped',
    title: 'The server could not read the CA for its own downloads of snapshots',
    texts: ['failed to load CA certificate, skipping HTTPS client CA certificate configuration'],
    causes: [
      {
        cause:
          'tls.ca_cert names a file that is not there: the default ./tls/cacert.pem is never made by itself. Downloads from servers of a private CA then fail.',
        tell: 'the text ends with the reason',
        check: 'qdrant-auth config get tls.ca_cert',
      },
    ],
  },
  {
    id: 'tls-files/pem',
    title: 'A program cannot read a PEM file',
    texts: [
      'PEM routines * no start line',
      'no start line',
      'PEM lib',
      'bad base64 decode',
      'bad end line',
      'failed to find any PEM data',
      'unable to load key file',
      'could not read private key',
      'unable to set private key file',
      'could not load client certificate',
      'could not load PEM client certificate',
    ],
    causes: [
      {
        cause: 'The file is DER, empty, cut, or another one than the program was told.',
        tell: 'certs show says what it is',
        check: 'qdrant-auth certs show FILE',
      },
      {
        cause: 'Certificate and key are swapped.',
        tell: 'the first line of each file',
        check: 'head -1 FILE',
      },
    ],
  },
  {
    id: 'tls-files/encrypted-key',
    title: 'The key is encrypted, and the program has no passphrase for it',
    texts: ['bad decrypt', 'bad password read', 'problems getting password', 'interrupted or cancelled & ui'],
    causes: [
      {
        cause:
          'The key begins with BEGIN ENCRYPTED PRIVATE KEY. Qdrant and most clients need one without a passphrase, mode 0600.',
        tell: 'the first line of the file',
        check: 'qdrant-auth certs check tls/',
      },
    ],
  },
  {
    id: 'tls-files/not-pkcs8',
    title: 'The client takes keys in PKCS#8 alone',
    texts: [
      'File does not contain valid private key',
      'InvalidKeySpecException',
      'input stream does not contain valid private key',
      'could not find a PKCS #8 private key',
    ],
    causes: [
      {
        cause:
          'Java takes BEGIN PRIVATE KEY, and neither BEGIN RSA PRIVATE KEY nor BEGIN EC PRIVATE KEY. Keys of qdrant-auth certs are PKCS#8.',
        tell: 'the first line of the file',
        check: 'qdrant-auth certs check CLIENT-DIRECTORY',
      },
    ],
  },
  {
    id: 'tls-files/not-found',
    title: 'A file is not there, and the text does not say which',
    texts: ['no such file or directory (os error 2)', 'no such file or directory'],
    vague: 1,
    causes: [
      {
        cause:
          'With TLS between nodes the paths of tls.cert, tls.key and tls.ca_cert are relative to where the server is started, /qdrant in the image, and the error has no path.',
        tell: 'config validate names the file',
        check: 'qdrant-auth config validate',
      },
    ],
  },
  {
    id: 'tls-files/permission',
    title: 'The user may not read or write a file',
    texts: ['permission denied (os error 13)', 'EACCES'],
    vague: 1,
    causes: [
      {
        cause:
          'The key or the config is 0600 of another user than the server runs as. A config that cannot be read counts as absent: the server then starts open.',
        tell: 'config show with the uid of the server says what it sees',
        check: 'qdrant-auth config show --uid 1000',
      },
    ],
  },
]
