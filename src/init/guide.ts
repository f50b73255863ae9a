import { type InitAnswers, nodeNames } from './answers.ts'

/** Facts the page needs beside the answers. */
export interface GuideFacts {
  answers: InitAnswers
  /** How the user named the directory: `my-qdrant`. */
  directory: string
  /** Image tag that matches the server version everything was made for. */
  image: string
  /** First client certificate's folder, relative to the directory, when there is one. */
  clientFolder: string | undefined
  tokenFile: string
  environmentFile: string
}

/** How to start Qdrant with what was made, and a few lines that talk to it. They work as printed, from `directory`. */
export function guide(facts: GuideFacts): string {
  const { answers, directory } = facts
  const start = answers.nodes === 1 ? startSingle(facts) : startCluster(facts)
  return `Next, from ${directory}:\n\n${start}\n${clientLines(facts)}`
}

const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ')

const title = (text: string, body: string): string => `${text}\n${indent(body)}`

function startSingle(facts: GuideFacts): string {
  const { answers, environmentFile, image } = facts
  const env = answers.secrets === 'env'
  const binary = env ? `set -a; . ./${environmentFile}; set +a; qdrant` : 'qdrant'
  return [
    title('Start it as a program,', `${binary}\n`),
    title(
      'or with docker run,',
      `docker run -d --name qdrant ${dockerFlags(facts).join(' \\\n  ')} \\\n  ${image}\n`,
    ),
    title('or with compose (compose.yaml):', composeService(facts)),
  ].join('\n')
}

function dockerFlags({ answers, environmentFile }: GuideFacts): string[] {
  return [
    ...ports(answers).map((port) => `-p 127.0.0.1:${port}:${port}`),
    ...mounts(answers, 'tls').map((mount) => `-v "$PWD/${mount}"`),
    ...(answers.secrets === 'env' ? [`--env-file ${environmentFile}`] : []),
    // In a container 127.0.0.1 is the container itself; the published port above is what stays on this machine.
    ...(answers.tls ? [] : ['-e QDRANT__SERVICE__HOST=0.0.0.0']),
  ]
}

const ports = ({ mtls, keepGrpc }: InitAnswers): number[] => (mtls && !keepGrpc ? [6333] : [6333, 6334])

const mounts = ({ tls }: InitAnswers, tlsFolder: string): string[] => [
  'config:/qdrant/config:ro',
  ...(tls ? [`${tlsFolder}:/qdrant/tls:ro`] : []),
  'storage:/qdrant/storage',
]

function composeService({ answers, image, environmentFile }: GuideFacts): string {
  return `services:
  qdrant:
    image: ${image}
${portLine(answers)}${volumeLines(mounts(answers, 'tls'))}${answers.secrets === 'env' ? `    env_file: ${environmentFile}\n` : ''}${answers.tls ? '' : '    environment: { QDRANT__SERVICE__HOST: 0.0.0.0 }\n'}    restart: unless-stopped
`
}

const portLine = (answers: InitAnswers): string =>
  `    ports: [${ports(answers)
    .map((port) => `"127.0.0.1:${port}:${port}"`)
    .join(', ')}]\n`

const volumeLines = (volumes: readonly string[]): string =>
  `    volumes:\n${volumes.map((volume) => `      - "./${volume}"\n`).join('')}`

function startCluster(facts: GuideFacts): string {
  const { answers, image, environmentFile } = facts
  const names = nodeNames(answers.nodes)
  const [first = ''] = names
  const service = (name: string, index: number): string => {
    const join = index === 0 ? '' : `,\n      --bootstrap, "https://${first}:6335"`
    const volumes = [
      'config:/qdrant/config:ro',
      `tls/${name}:/qdrant/tls:ro`,
      `storage/${name}:/qdrant/storage`,
    ]
    return `  ${name}:
    image: ${image}
    command: [./qdrant, --uri, "https://${name}:6335"${join}]
${index === 0 ? portLine(answers) : ''}${volumeLines(volumes)}${answers.secrets === 'env' ? `    env_file: ${environmentFile}\n` : ''}    restart: unless-stopped
`
  }
  return title(
    'Start the nodes, here with compose (compose.yaml):',
    `services:\n${names.map(service).join('')}`,
  )
}

function clientLines({ answers, tokenFile, clientFolder }: GuideFacts): string {
  const { tls } = answers
  const base = `${tls ? 'https' : 'http'}://localhost:6333`
  const authority = answers.nodes === 1 ? 'tls/cacert.pem' : `tls/${nodeNames(answers.nodes)[0]}/cacert.pem`
  const flags = [
    ...(tls ? [`--cacert ${authority}`] : []),
    ...(clientFolder === undefined ? [] : [`--cert ${clientFolder}/cert.pem --key ${clientFolder}/key.pem`]),
    `-H @- ${base}/collections`,
  ]
  const curl = `sed 's/^/api-key: /' ${tokenFile} |\n  curl ${flags.join(' \\\n    ')}\n`
  const python = [
    ...(tls ? ['import ssl', `tls = ssl.create_default_context(cafile="${authority}")`] : []),
    ...(clientFolder === undefined
      ? []
      : ['tls.load_cert_chain(', `    "${clientFolder}/cert.pem", "${clientFolder}/key.pem")`]),
    'from qdrant_client import QdrantClient',
    `token = open("${tokenFile}").read().strip()`,
    `client = QdrantClient(url="${base}", api_key=token${tls ? ',' : ')'}`,
    ...(tls ? ['    verify=tls, check_compatibility=False)'] : []),
    'print(client.get_collections())\n',
  ].join('\n')
  return `${title('Ask it something, with curl', curl)}\n${title('or Python (pip install qdrant-client):', python)}`
}
