import { isUtf8 } from 'node:buffer'
import { acceptKey, type KeyEncoding } from '../../qdrant/tls/key-forms.ts'
import { pemSections } from '../../qdrant/tls/pem.ts'
import { isKey, loadRest } from '../../qdrant/tls/ports.ts'
import { isEncrypted, privateKeyIn } from '../private-key.ts'
import type { CertificateFile, Found, Rule } from '../rule.ts'
import { isForClient } from '../usages.ts'

export const keyForm: Rule = {
  id: 'certs/key-form',
  level: 'error',
  summary: 'The key file has a form that a port of the server cannot read.',
  reason:
    'REST takes the first section of the file and it must be a key; gRPC and the node port take the first key and only files that are UTF-8. None reads DER, encrypted keys, EC keys without their public key, or explicit EC parameters.',
  check: (set) => {
    const { key, certificate, chain } = set
    if (key === undefined || chain.length === 0) return []
    if (isForClient(set)) return clientFault(key)
    const rest = loadRest({ certificate: certificate.bytes, key: key.bytes })
    const isText = isUtf8(key.bytes)
    const why = reasonOf(key.bytes)
    // What is wrong with the certificate file another rule says.
    const onRest = rest.loads || rest.error.includes('{cert}')
    const onOthers = isText && why === undefined
    if (onRest && onOthers) return []
    const ports = [...(onRest ? [] : ['REST']), ...(onOthers ? [] : ['gRPC', 'node port'])].join(', ')
    const reason = why ?? (isText ? 'another section stands before the key' : 'the file is not UTF-8')
    return [
      {
        message: `it cannot be used for ${ports}: ${reason}`,
        hint: 'openssl pkey -in OLD -out NEW writes the form that every port reads',
        file: key.file,
      },
    ]
  },
}

/** The server never reads the key of a client; an encrypted one is the client's own affair. */
function clientFault({ file, bytes }: CertificateFile): Found[] {
  const isReadable = privateKeyIn(bytes) !== undefined || isEncrypted(bytes)
  return isReadable
    ? []
    : [{ message: `no client can use it: ${reasonOf(bytes) ?? 'it cannot be read'}`, file }]
}

/** As gRPC and the node port read it: the first key or fault counts, and what stands behind it is not looked at. */
function reasonOf(key: Uint8Array): string | undefined {
  const first = [...pemSections(key)].find((section) => 'fault' in section || isKey(section))
  if (first !== undefined && 'kind' in first) {
    const verdict = acceptKey(first.kind as KeyEncoding, first.der)
    return verdict.accepted ? undefined : verdict.reason
  }
  if (isEncrypted(key)) return 'the key is encrypted'
  return first?.fault ?? 'it holds no PEM private key'
}
