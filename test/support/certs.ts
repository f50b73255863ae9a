import { createAuthority } from '../../src/certs/authority.ts'
import { issueCertificate } from '../../src/certs/issue.ts'
import type { KeyType } from '../../src/certs/key-types.ts'
import { parseNames } from '../../src/certs/names.ts'
import type { Role } from '../../src/certs/profiles.ts'
import { systemEntropy } from '../../src/cli/io.ts'
import { NOW } from './io.ts'

interface Wish {
  keyType?: KeyType
  role?: Role
  names?: readonly string[]
  commonName?: string
  days?: number
  caDays?: number
  permitted?: readonly string[]
  now?: Date
}

/** A CA and one certificate of it, with real keys. */
export function makePair(wish: Wish = {}) {
  const { keyType = 'ec-p256', role = 'node', names = ['localhost', '127.0.0.1'], now = NOW } = wish
  const authority = createAuthority(
    { name: 'test CA', keyType, days: wish.caDays ?? 3650, permitted: parseNames(wish.permitted ?? []) },
    now,
    systemEntropy,
  )
  const issued = issueCertificate(
    {
      role,
      commonName: wish.commonName ?? 'node-1',
      names: parseNames(names),
      keyType,
      days: wish.days ?? 365,
    },
    authority,
    now,
    systemEntropy,
  )
  return { authority, ...issued }
}
