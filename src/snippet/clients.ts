import curl from '../../templates/snippets/curl.txt?raw'
import dotnet from '../../templates/snippets/dotnet.txt?raw'
import go from '../../templates/snippets/go.txt?raw'
import grpcurl from '../../templates/snippets/grpcurl.txt?raw'
import java from '../../templates/snippets/java.txt?raw'
import pythonGrpc from '../../templates/snippets/python-grpc.txt?raw'
import pythonRest from '../../templates/snippets/python-rest.txt?raw'
import rust from '../../templates/snippets/rust.txt?raw'
import rustMtls from '../../templates/snippets/rust-mtls.txt?raw'
import typescriptGrpc from '../../templates/snippets/typescript-grpc.txt?raw'
import typescriptGrpcMtls from '../../templates/snippets/typescript-grpc-mtls.txt?raw'
import typescriptRest from '../../templates/snippets/typescript-rest.txt?raw'
import typescriptRestMtls from '../../templates/snippets/typescript-rest-mtls.txt?raw'
import { javaString, type Literal, rustString, shellWord, unicodeString } from './literals.ts'

export const CLIENT_NAMES = [
  'python',
  'typescript',
  'rust',
  'go',
  'java',
  'dotnet',
  'curl',
  'grpcurl',
] as const

export type ClientName = (typeof CLIENT_NAMES)[number]

export const TRANSPORTS = ['rest', 'grpc'] as const

export type Transport = (typeof TRANSPORTS)[number]

export interface Dependency {
  name: string
  /** The one that the snippets are run with in this project's tests. */
  version: string
}

/** A program and what it needs. */
export interface Way {
  template: string
  dependencies: readonly Dependency[]
}

export interface ClientWay extends Way {
  /** Where the client has no option for a certificate: what works all the same. */
  mtls?: Way & { reason: string }
}

export interface Client {
  /** How a sentence calls it. */
  title: string
  literal: Literal
  /** The transport it gets without `--transport` is the first. */
  ways: Partial<Record<Transport, ClientWay>>
  /** How a dependency is brought in. */
  install(dependency: Dependency): string
  /** It takes a CA from this variable alone. */
  authorityVariable?: string
  /** Whether it reads a token anew for every call, so that a renewed one needs no new client. */
  readsTokenAnew: boolean
  notes: readonly string[]
}

const JS_REST = { name: '@qdrant/js-client-rest', version: '1.19.0' }
const JS_GRPC = { name: '@qdrant/js-client-grpc', version: '1.19.0' }
const RUST = [
  { name: 'qdrant-client', version: '1.20.0' },
  { name: 'tokio', version: '1.52.3' },
]
const RUST_FEATURES: Readonly<Record<string, string>> = {
  tokio: ' --features macros,rt-multi-thread',
  tonic: ' --features tls-ring',
}
const PYTHON = [{ name: 'qdrant-client', version: '1.20.0' }]

const JS_REASON = 'the JavaScript clients have no option for a client certificate'

/** The clients in the order help lists them. What each can do was read in its source and is run by test/interop. */
export const CLIENTS: Readonly<Record<ClientName, Client>> = {
  python: {
    title: 'qdrant-client for Python',
    literal: unicodeString,
    install: ({ name, version }) => `pip install ${name}==${version}`,
    readsTokenAnew: true,
    notes: [],
    ways: {
      rest: { template: pythonRest, dependencies: PYTHON },
      grpc: { template: pythonGrpc, dependencies: PYTHON },
    },
  },
  typescript: {
    title: 'the JavaScript client',
    authorityVariable: 'NODE_EXTRA_CA_CERTS',
    literal: unicodeString,
    install: ({ name, version }) => `npm install ${name}@${version}`,
    readsTokenAnew: false,
    notes: ['it is JavaScript as well: save it as .mts or .mjs; the client asks for Node 22'],
    ways: {
      rest: {
        template: typescriptRest,
        dependencies: [JS_REST],
        mtls: {
          template: typescriptRestMtls,
          dependencies: [JS_REST, { name: 'undici', version: '7.29.0' }],
          reason: JS_REASON,
        },
      },
      grpc: {
        template: typescriptGrpc,
        dependencies: [JS_GRPC],
        mtls: { template: typescriptGrpcMtls, dependencies: [JS_GRPC], reason: JS_REASON },
      },
    },
  },
  rust: {
    title: 'qdrant-client for Rust',
    authorityVariable: 'SSL_CERT_FILE',
    literal: rustString,
    install: ({ name, version }) => `cargo add ${name}@${version}${RUST_FEATURES[name] ?? ''}`,
    readsTokenAnew: false,
    notes: [],
    ways: {
      grpc: {
        template: rust,
        dependencies: RUST,
        mtls: {
          template: rustMtls,
          dependencies: [...RUST, { name: 'tonic', version: '0.14.6' }],
          reason: 'qdrant-client for Rust has no option for a client certificate',
        },
      },
    },
  },
  go: {
    title: 'go-client',
    literal: unicodeString,
    install: ({ name, version }) => `go get ${name}@v${version}`,
    readsTokenAnew: true,
    notes: [],
    ways: {
      grpc: { template: go, dependencies: [{ name: 'github.com/qdrant/go-client', version: '1.17.1' }] },
    },
  },
  java: {
    title: 'the Java client',
    literal: javaString,
    install: ({ name, version }) => `add ${name}:${version} to pom.xml or build.gradle`,
    readsTokenAnew: true,
    notes: ['save it as Snippet.java'],
    ways: { grpc: { template: java, dependencies: [{ name: 'io.qdrant:client', version: '1.18.3' }] } },
  },
  dotnet: {
    title: 'Qdrant.Client for .NET',
    literal: unicodeString,
    install: ({ name, version }) => `dotnet add package ${name} --version ${version}`,
    readsTokenAnew: true,
    notes: ['for .NET 7 or newer'],
    ways: { grpc: { template: dotnet, dependencies: [{ name: 'Qdrant.Client', version: '1.18.1' }] } },
  },
  curl: {
    title: 'curl',
    literal: shellWord,
    install: ({ name }) => name,
    readsTokenAnew: true,
    notes: ['curl 7.76 or newer'],
    ways: { rest: { template: curl, dependencies: [] } },
  },
  grpcurl: {
    title: 'grpcurl',
    literal: shellWord,
    install: ({ name, version }) => `go install ${name}@v${version}`,
    readsTokenAnew: true,
    notes: [],
    ways: {
      grpc: {
        template: grpcurl,
        dependencies: [{ name: 'github.com/fullstorydev/grpcurl/cmd/grpcurl', version: '1.9.4' }],
      },
    },
  },
}
