export interface Topic {
  name: string
  summary: string
  load(): Promise<{ text: string }>
}

/** What is the same for all commands, with `qdrant-auth help TOPIC`. The texts arrive when they are asked for. */
export const TOPICS: readonly Topic[] = [
  {
    name: 'exit-codes',
    summary: 'what each exit code means',
    load: () => import('./topics/exit-codes.ts'),
  },
  {
    name: 'environment',
    summary: 'the variables that are read, and those that are not',
    load: () => import('./topics/environment.ts'),
  },
  {
    name: 'files',
    summary: 'what is written where, and with which mode',
    load: () => import('./topics/files.ts'),
  },
  {
    name: 'security',
    summary: 'how secrets come in and where they never go',
    load: () => import('./topics/security.ts'),
  },
  {
    name: 'formats',
    summary: 'JSON, findings for other programs, and forms of values',
    load: () => import('./topics/formats.ts'),
  },
]
