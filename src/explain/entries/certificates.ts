import type { Entry } from '../entry.ts'

/** Why one side of a handshake does not take the certificate of the other: OpenSSL, rustls, Go, Java, .NET, Node. */
export const CERTIFICATES: readonly Entry[] = [
  {
    id: 'certificates/client-certificate-required',
    title: 'The server wants a client certificate and got none',
    texts: [
      'alert certificate required',
      'TLSV13_ALERT_CERTIFICATE_REQUIRED',
      'tls: certificate required',
      'fatal alert: certificate_required',
      'CertificateRequired',
      'certificate required',
      'no required SSL certificate was sent',
      'peer did not return a certificate',
      'PEER_DID_NOT_RETURN_A_CERTIFICATE',
      'NoCertificatesPresented',
    ],
    causes: [
      {
        cause:
          'The client sends none. In Python verify="ca.pem" with cert=(…) drops the certificate silently: give an ssl.SSLContext as verify.',
        tell: 'curl with the same files works',
        check: 'curl --cacert CA --cert C --key K https://HOST:6333/readyz',
      },
      {
        cause: 'The client cannot send one: the JavaScript and Rust clients have no option for it.',
        tell: 'the language; snippet says what is possible',
        check: 'qdrant-auth snippet python',
      },
      {
        cause:
          'A probe, Prometheus on metrics_port or a proxy has no certificate: verify_https_client_certificate covers REST and the metrics port.',
        tell: 'the address of the refused client',
        check: 'qdrant-auth config get service.verify_https_client_certificate',
      },
    ],
  },
  {
    id: 'certificates/client-certificate-refused',
    title: 'The other side looked at the certificate it was sent, and refused it',
    texts: [
      'alert unknown ca',
      'alert unknown_ca',
      'tls: unknown certificate authority',
      'fatal alert: unknown_ca',
      'AlertReceived(UnknownCA)',
      'fatal alert: UnknownCA',
      'alert bad certificate',
      'tls: bad certificate',
      'fatal alert: bad_certificate',
      'fatal alert: BadCertificate',
      'alert certificate unknown',
      'fatal alert: certificate_unknown',
      'fatal alert: CertificateUnknown',
      'tls: unknown certificate',
      'alert certificate expired',
      'fatal alert: certificate_expired',
      'fatal alert: CertificateExpired',
      'tls: expired certificate',
      'SSL certificate error',
    ],
    causes: [
      {
        cause:
          'unknown CA: it is not signed by a CA in tls.ca_cert of the other side, or an intermediate is missing in the file. A new CA needs a restart.',
        tell: 'the alert, and certs check with that CA',
        check: 'qdrant-auth certs check client.pem --ca cacert.pem --purpose client',
      },
      {
        cause: 'expired: it is past its end, or the clock of the other side is wrong.',
        tell: 'the alert, and the dates',
        check: 'qdrant-auth certs show client.pem',
      },
      {
        cause:
          'bad or unknown certificate: a name that does not match, a CA used as a leaf, or a form that cannot be read.',
        tell: 'certs check names the fault',
        check: 'qdrant-auth certs check client.pem --ca cacert.pem',
      },
      {
        cause:
          'The one who sends the alert is the client: it does not trust the server, and this is the log of the server or of the proxy.',
        tell: 'the line is in the log of the side that listens',
        check: 'qdrant-auth certs check https://HOST:6333 --ca CA-OF-THE-CLIENT',
      },
    ],
  },
  {
    id: 'certificates/usage',
    title: 'The certificate is not made for this side of the connection',
    texts: [
      'alert unsupported certificate',
      'fatal alert: UnsupportedCertificate',
      'fatal alert: unsupported_certificate',
      'tls: unsupported certificate',
      'unsupported certificate purpose',
      'unsupported certificate',
      'unsuitable certificate purpose',
      'INVALID_PURPOSE',
      'InvalidPurpose',
      'RequiredEkuNotFound',
      'EmptyEkuExtension',
      'incompatible key usage',
      'certificate specifies an incompatible key usage',
      'extended key usage does not permit',
      'does not allow extended key usage',
      'NotValidForUsage',
    ],
    causes: [
      {
        cause:
          'A node has serverAuth alone: nodes are server and client at once and need serverAuth and clientAuth, or no extended key usage.',
        tell: 'certs show lists the usages',
        check: 'qdrant-auth certs check tls/ --purpose node',
      },
      {
        cause:
          'A client shows a certificate for servers, or a server one for clients. An intermediate with other usages counts too.',
        tell: 'certs show lists the usages',
        check: 'qdrant-auth certs check client.pem --purpose client',
      },
    ],
  },
  {
    id: 'certificates/unknown-issuer',
    title: 'The client does not trust the CA of the server',
    texts: [
      'unable to get local issuer certificate',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'unable to get issuer certificate',
      'self-signed certificate in certificate chain',
      'self signed certificate in certificate chain',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'self-signed certificate',
      'self signed certificate',
      'unable to verify the first certificate',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'certificate signed by unknown authority',
      'UnknownIssuer',
      'PKIX path building failed',
      'unable to find valid certification path to requested target',
      'UntrustedRoot',
      'PartialChain',
      'RemoteCertificateChainErrors',
      'unable to get certificate CRL',
      'certificate is not trusted',
      'error adding trust anchors',
    ],
    causes: [
      {
        cause:
          'The CA is private, and the client was not given it. Each client has another way: verify=, NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, TLSConfig, trustManager.',
        tell: 'curl with --cacert works',
        check: 'qdrant-auth snippet python',
      },
      {
        cause: 'The client has an old CA: it was replaced since.',
        tell: 'certs check with the CA file of the client says that none of its certificates signed it',
        check: 'qdrant-auth certs check https://HOST:6333 --ca cacert.pem',
      },
      {
        cause:
          'The server shows no intermediate: the leaf comes first in its file, and then each CA below the root.',
        tell: 'it shows one certificate alone',
        check: 'qdrant-auth certs check https://HOST:6333 --ca root.pem',
      },
      {
        cause: 'Something else answers there: a proxy or a company firewall with its own certificate.',
        tell: 'the issuer is none of yours',
        check: 'openssl s_client -connect HOST:6333 -showcerts </dev/null',
      },
    ],
  },
  {
    id: 'certificates/name',
    title: 'The certificate is for other names than the one in the address',
    texts: [
      'hostname mismatch',
      'hostname * doesn t match',
      'IP address mismatch',
      'certificate is not valid for',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'hostname/IP does not match certificate s altnames',
      'no alternative certificate subject name matches',
      'does not match target host name',
      'certificate is valid for * not',
      'certificate is not valid for any names',
      'contain any IP SANs',
      'certificate relies on legacy common name field',
      'NotValidForName',
      'shortwildcard',
      'CertNotValidForName',
      'no subject alternative names',
      'no subject alternative DNS name matching',
      'no name matching * found',
      'RemoteCertificateNameMismatch',
      'is not in peer certificate',
      'peer name * is not in',
      'failed to match server name',
      'altname mismatch',
    ],
    causes: [
      {
        cause:
          'The host of the URL is not among its names. Only DNS names and addresses in subjectAltName count, the common name does not.',
        tell: 'certs show lists the names',
        check: 'qdrant-auth certs check tls/cert.pem --host HOST',
      },
      {
        cause: 'The URL has an address such as 10.0.0.1, and the certificate has names alone.',
        tell: 'the text has an address',
        check: 'qdrant-auth certs check tls/cert.pem --host 10.0.0.1',
      },
      {
        cause:
          'A wildcard covers one label and needs two behind it: *.qdrant-headless never matches anything.',
        tell: 'certs check names it',
        check: 'qdrant-auth certs check tls/cert.pem',
      },
      {
        cause: 'Between nodes: the name is the host of --uri of the other node.',
        tell: 'the text is in the log of a node',
        check: 'qdrant-auth certs check tls/cert.pem --host NODE --purpose node',
      },
    ],
  },
  {
    id: 'certificates/expired',
    title: 'The certificate, or a CA above it, is past its end',
    texts: [
      'certificate has expired',
      'CERT_HAS_EXPIRED',
      'certificate expired',
      'CertExpired',
      'invalid peer certificate: Expired',
      'certificate has expired or is not yet valid',
      'NotTimeValid',
      'CertificateExpiredException',
      'NotAfter',
      'InvalidCertValidity',
      'ExpiredContext',
    ],
    causes: [
      {
        cause: 'It was not renewed.',
        tell: 'the dates of what the server shows',
        check: 'qdrant-auth certs check https://HOST:6333 --ca cacert.pem',
      },
      {
        cause:
          'It was renewed on the disk, and the server still shows the old one: gRPC and nodes need a restart, REST takes up to cert_ttl seconds.',
        tell: 'the file and the port differ',
        check: 'qdrant-auth certs check tls/ https://HOST:6333 grpcs://HOST:6334',
      },
      {
        cause: 'The clock of the client is wrong.',
        tell: 'date -u on both sides',
        check: 'curl -skI https://HOST:6333/ | grep -i ^date; date -u',
      },
    ],
  },
  {
    id: 'certificates/not-yet-valid',
    title: 'The certificate is not valid yet',
    texts: [
      'certificate is not yet valid',
      'CERT_NOT_YET_VALID',
      'CertNotValidYet',
      'NotValidYet',
      'CertificateNotYetValidException',
    ],
    causes: [
      {
        cause: 'The clock of one side is behind, often after a start without a network.',
        tell: 'date -u on both sides',
        check: 'qdrant-auth certs show tls/cert.pem',
      },
      {
        cause: 'It was made for later.',
        tell: 'certs show has the dates',
        check: 'qdrant-auth certs show tls/cert.pem',
      },
    ],
  },
  {
    id: 'certificates/ca-as-leaf',
    title: 'A CA certificate is used as one of a server',
    texts: ['CaUsedAsEndEntity', 'EndEntityUsedAsCa', 'invalid CA certificate', 'INVALID_CA'],
    causes: [
      {
        cause:
          'openssl req -x509 makes certificates with CA:TRUE. Rust clients and Qdrant refuse them as leaves.',
        tell: 'certs check says so',
        check: 'qdrant-auth certs check tls/cert.pem',
      },
      {
        cause: 'EndEntityUsedAsCa: the certificate behind the leaf is not one of a CA.',
        tell: 'certs show lists what the file holds, in order',
        check: 'qdrant-auth certs show tls/cert.pem',
      },
    ],
  },
  {
    id: 'certificates/signature',
    title: 'A signature in the handshake or in the chain is wrong',
    texts: [
      'InvalidSignatureForPublicKey',
      'BadSignature',
      'bad signature',
      'certificate signature failure',
      'CERT_SIGNATURE_FAILURE',
      'ECDSA verification failure',
      'invalid signature by the server certificate',
      'crypto/rsa: verification error',
      'alert decrypt error',
      'tls: error decrypting message',
      'fatal alert: decrypt_error',
      'fatal alert: DecryptError',
    ],
    causes: [
      {
        cause:
          'The server shows a certificate that does not fit its key: REST starts with such a pair, and nothing is in its log.',
        tell: 'certs show says whether the key fits',
        check: 'qdrant-auth certs show tls/',
      },
      {
        cause: 'There are two CAs of one name with different keys, and the wrong one is in the CA file.',
        tell: 'certs check says that a CA of that name has another key',
        check: 'qdrant-auth certs check tls/cert.pem --ca cacert.pem',
      },
    ],
  },
  {
    id: 'certificates/strict',
    title: 'The client is strict about extensions (Python 3.13 and newer)',
    texts: [
      'missing authority key identifier',
      'missing subject key identifier',
      'basic constraints of CA cert not marked critical',
      'CA cert does not include key usage extension',
      'X509_V_FLAG_X509_STRICT',
      'empty subject alternative name extension',
    ],
    causes: [
      {
        cause: 'The certificate or its CA lacks what RFC 5280 wants. Older clients took it.',
        tell: 'certs check names the extension',
        check: 'qdrant-auth certs check tls/ --ca cacert.pem',
      },
    ],
  },
  {
    id: 'certificates/constraints',
    title: 'A CA in the chain may not sign this certificate',
    texts: [
      'NameConstraintViolation',
      'permitted subtree violation',
      'excluded subtree violation',
      'PathLenConstraintViolated',
      'path length constraint exceeded',
      'MaximumPathDepthExceeded',
      'certificate chain too long',
      'too many intermediates',
      'InvalidNetworkMaskConstraint',
      'MalformedNameConstraint',
      'is not permitted by any constraint',
    ],
    causes: [
      {
        cause: 'The CA has name constraints or a pathlen, and the certificate or a CA below it is outside.',
        tell: 'certs check says which one',
        check: 'qdrant-auth certs check tls/cert.pem --ca cacert.pem',
      },
    ],
  },
  {
    id: 'certificates/form',
    title: 'The certificate has a form that the other side does not read',
    texts: [
      'UnsupportedCertVersion',
      'UnsupportedSignatureAlgorithm',
      'UnsupportedSignatureAlgorithmForPublicKey',
      'SignatureAlgorithmMismatch',
      'UnsupportedCriticalExtension',
      'UnhandledCriticalExtension',
      'unhandled critical extension',
      'MalformedDnsIdentifier',
      'ExtensionValueInvalid',
      'BadEncoding',
      'BadDerTime',
      'BadDer',
      'TrailingData',
      'CA md too weak',
      'EE key too small',
      'CA_MD_TOO_WEAK',
      'EE_KEY_TOO_SMALL',
      'ca key too small',
    ],
    causes: [
      {
        cause: 'X.509 v1, SHA-1, RSA below 2048, P-521 or secp256k1, or an extension that is not known.',
        tell: 'certs check names it',
        check: 'qdrant-auth certs check tls/',
      },
    ],
  },
  {
    id: 'certificates/not-verified',
    title: 'The client does not take the certificate of the server; the text does not say why',
    texts: [
      'certificate verify failed',
      'CERTIFICATE_VERIFY_FAILED',
      'SSL certificate problem',
      'failed to verify certificate',
      'remote certificate is invalid',
      'remote certificate was rejected',
      'SSL connection could not be established',
      'SSLHandshakeException',
      'invalid peer certificate',
      'InvalidCertificate',
      'SSL peer certificate or SSH remote key was not OK',
      'OPENSSL_internal:CERTIFICATE_VERIFY_FAILED',
    ],
    vague: 1,
    causes: [
      {
        cause: 'The CA is private, and the client was not given it.',
        tell: 'curl with --cacert works',
        check: 'qdrant-auth certs check https://HOST:6333 --ca tls/cacert.pem',
      },
      {
        cause: 'The host of the URL is not among the names of the certificate.',
        tell: 'certs check with --host says so',
        check: 'qdrant-auth certs check https://HOST:6333 --ca cacert.pem --host HOST',
      },
      {
        cause: 'It has expired.',
        tell: 'the dates of what the server shows',
        check: 'qdrant-auth certs check https://HOST:6333 --ca tls/cacert.pem',
      },
    ],
  },
]
