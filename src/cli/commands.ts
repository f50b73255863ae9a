import type { Command } from 'commander'
import type { Context } from './context.ts'

/** What a verb's file exports: the commander command, with its options, help and action. */
export interface VerbModule {
  create(context: Context): Command
}

/** A verb as the tree knows it before its code is loaded. */
export interface Verb {
  name: string
  summary: string
  load(): Promise<VerbModule>
  /** An option that takes everything behind it, dashes and all: another program with its arguments. */
  trailing?: string
  /** Makes the directory of `-C` where it is not there; every other verb refuses it. */
  makesDirectory?: true
}

export interface Noun {
  name: string
  summary: string
  verbs: readonly Verb[]
  /** What the noun does without a verb. */
  alone?: Verb
}

/**
 * The table of all commands, in the order help lists them. A verb's code arrives by `import()` when it is chosen,
 * which keeps `--help` free of yaml, jose, node-forge and inquirer. A command that is not built is not listed.
 */
export const COMMANDS: readonly (Verb | Noun)[] = [
  {
    name: 'init',
    summary: 'secure a Qdrant in one go: keys, CA, certificates, config, a first token',
    load: () => import('../commands/init.ts'),
    makesDirectory: true,
  },
  {
    name: 'keygen',
    summary: 'make random keys',
    load: () => import('../commands/keygen.ts'),
  },
  {
    name: 'config',
    summary: 'write and check config.yaml',
    verbs: [
      {
        name: 'init',
        summary: 'write a commented config.yaml',
        load: () => import('../commands/config/init.ts'),
        makesDirectory: true,
      },
      {
        name: 'show',
        summary: 'show what the server will really use, with origins',
        load: () => import('../commands/config/show.ts'),
      },
      {
        name: 'validate',
        summary: 'check configuration files as the server reads them',
        load: () => import('../commands/config/validate.ts'),
      },
      {
        name: 'rules',
        summary: 'list the rules of validate, or explain one',
        load: () => import('../commands/config/rules.ts'),
      },
      {
        name: 'get',
        summary: 'print the value of one setting',
        load: () => import('../commands/config/get.ts'),
      },
      {
        name: 'set',
        summary: 'write one setting into a file, and change nothing else',
        load: () => import('../commands/config/set.ts'),
      },
      {
        name: 'unset',
        summary: 'remove one setting from a file, and change nothing else',
        load: () => import('../commands/config/unset.ts'),
      },
      {
        name: 'schema',
        summary: 'print a JSON Schema of config.yaml, for editors',
        load: () => import('../commands/config/schema.ts'),
      },
    ],
  },
  {
    name: 'jwt',
    summary: 'mint and understand tokens',
    verbs: [
      {
        name: 'mint',
        summary: 'sign a token that says exactly what it may do',
        load: () => import('../commands/jwt/mint.ts'),
      },
      {
        name: 'inspect',
        summary: 'say what a token is, may do, and is answered',
        load: () => import('../commands/jwt/inspect.ts'),
      },
      {
        name: 'can',
        summary: 'say whether a token may call an operation',
        load: () => import('../commands/jwt/can.ts'),
      },
      {
        name: 'diff',
        summary: 'say what a new token may do that the old one may not',
        load: () => import('../commands/jwt/diff.ts'),
      },
      {
        name: 'list',
        summary: 'list the tokens minted here, with their expiry',
        load: () => import('../commands/jwt/list.ts'),
      },
      {
        name: 'renew',
        summary: 'sign a token again with a new expiry',
        load: () => import('../commands/jwt/renew.ts'),
      },
      {
        name: 'revoke',
        summary: 'take back a revocable token',
        load: () => import('../commands/jwt/revoke.ts'),
      },
      {
        name: 'unrevoke',
        summary: 'give a revoked token back',
        load: () => import('../commands/jwt/unrevoke.ts'),
      },
    ],
  },
  {
    name: 'certs',
    summary: 'make, check, renew and replace certificates',
    verbs: [
      {
        name: 'init',
        summary: 'make a CA, node and client certificates',
        load: () => import('../commands/certs/init.ts'),
        makesDirectory: true,
      },
      {
        name: 'issue',
        summary: 'make one more certificate',
        load: () => import('../commands/certs/issue.ts'),
      },
      {
        name: 'show',
        summary: 'show certificates and whether their keys fit',
        load: () => import('../commands/certs/show.ts'),
      },
      {
        name: 'check',
        summary: 'say what is wrong, what is due, and which ports take it',
        load: () => import('../commands/certs/check.ts'),
      },
      {
        name: 'renew',
        summary: 'sign certificates anew before they end',
        load: () => import('../commands/certs/renew.ts'),
        trailing: '--exec',
      },
      {
        name: 'rotate-ca',
        summary: 'replace the CA in three phases, without interruption',
        load: () => import('../commands/certs/rotate-ca.ts'),
      },
      {
        name: 'csr',
        summary: 'make a key and a request for a CA elsewhere',
        load: () => import('../commands/certs/csr.ts'),
      },
      {
        name: 'sign',
        summary: 'sign a request',
        load: () => import('../commands/certs/sign.ts'),
      },
    ],
  },
  {
    name: 'rotate',
    summary: 'replace keys without refusing anybody, proved on every node',
    alone: {
      name: 'rotate',
      summary: 'go through a rotation phase by phase, on a terminal',
      load: () => import('../commands/rotate/walk.ts'),
    },
    verbs: [
      {
        name: 'plan',
        summary: 'say in which phases nobody is refused, and why',
        load: () => import('../commands/rotate/plan.ts'),
      },
      {
        name: 'start',
        summary: 'begin to replace api_key',
        load: () => import('../commands/rotate/start.ts'),
      },
      {
        name: 'next',
        summary: 'carry out the next phase, or go on after a stop',
        load: () => import('../commands/rotate/next.ts'),
      },
      {
        name: 'status',
        summary: 'say where the rotation is and what was proved',
        load: () => import('../commands/rotate/status.ts'),
      },
      {
        name: 'abort',
        summary: 'undo it phase by phase',
        load: () => import('../commands/rotate/abort.ts'),
      },
      {
        name: 'read-only',
        summary: 'replace read_only_api_key',
        load: () => import('../commands/rotate/read-only.ts'),
      },
      {
        name: 'enable-auth',
        summary: 'give a cluster its first key',
        load: () => import('../commands/rotate/enable-auth.ts'),
      },
      {
        name: 'enable-internal-auth',
        summary: 'make nodes ask each other for the key',
        load: () => import('../commands/rotate/enable-internal-auth.ts'),
      },
    ],
  },
  {
    name: 'doctor',
    summary: 'ask running nodes what they really do',
    load: () => import('../commands/doctor.ts'),
  },
  {
    name: 'audit',
    summary: 'read the audit log of the server',
    verbs: [
      {
        name: 'report',
        summary: 'say who did what, when, and who was denied',
        load: () => import('../commands/audit/report.ts'),
      },
      {
        name: 'suggest',
        summary: 'say the smallest access a caller needs',
        load: () => import('../commands/audit/suggest.ts'),
      },
      {
        name: 'tail',
        summary: 'show events as they are written',
        load: () => import('../commands/audit/tail.ts'),
      },
    ],
  },
  {
    name: 'emit',
    summary: 'write deployment files: compose, kubernetes, helm, systemd, proxies, …',
    load: () => import('../commands/emit.ts'),
  },
  {
    name: 'snippet',
    summary: 'print client code that connects as this server demands',
    load: () => import('../commands/snippet.ts'),
  },
  {
    name: 'explain',
    summary: 'say what an error, a status code or a finding means',
    load: () => import('../commands/explain.ts'),
  },
  {
    name: 'completion',
    summary: 'print a completion script for bash, zsh, fish or PowerShell',
    load: () => import('../commands/completion.ts'),
  },
]

export const isNoun = (entry: Verb | Noun): entry is Noun => 'verbs' in entry
