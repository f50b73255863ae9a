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

/** How to start Qdrant with what was made, and two lines that talk to it. Every line works as printed, from `directory`. */
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
  const list = (name: string, values: readonly string[]) =>
    `    ${name}: [${values.map((value) => JSON.stringify(value)).join(', ')}]\n`
  return `services:
  qdrant:
    image: ${image}
${list(
  'ports',
  ports(answers).map((port) => `127.0.0.1:${port}:${port}`),
)}${list(
  'volumes',
  mounts(answers, 'tls').map((mount) => `./${mount}`),
)}${answers.secrets === 'env' ? `    env_file: ${environmentFile}\n` : ''}${answers.tls ? '' : '    environment: { QDRANT__SERVICE__HOST: 0.0.0.0 }\n'}    restart: unless-stopped
`
}

function startCluster(facts: GuideFacts): string {
  const { answers, image, environmentFile } = facts
  const names = nodeNames(answers.nodes)
  const [first = ''] = names
  const service = (name: string, index: number): string => {
    const join = index === 0 ? '' : `, --bootstrap, "https://${first}:6335"`
    const published = index === 0 ? ports(answers).map((port) => `"127.0.0.1:${port}:${port}"`) : []
    const volumes = [
      'config:/qdrant/config:ro',
      `tls/${name}:/qdrant/tls:ro`,
      `storage/${name}:/qdrant/storage`,
    ]
    return `  ${name}:
    image: ${image}
    command: [./qdrant, --uri, "https://${name}:6335"${join}]
${published.length === 0 ? '' : `    ports: [${published.join(', ')}]\n`}    volumes: [${volumes.map((volume) => `"./${volume}"`).join(', ')}]
${answers.secrets === 'env' ? `    env_file: ${environmentFile}\n` : ''}    restart: unless-stopped
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
  const client =
    clientFolder === undefined ? '' : ` --cert ${clientFolder}/cert.pem --key ${clientFolder}/key.pem`
  const curl = `sed 's/^/api-key: /' ${tokenFile} | curl${tls ? ` --cacert ${authority}` : ''}${client} -H @- ${base}/collections\n`
  const context =
    clientFolder === undefined
      ? ''
      : `; tls.load_cert_chain("${clientFolder}/cert.pem", "${clientFolder}/key.pem")`
  const verify = tls ? ', verify=tls, check_compatibility=False' : ''
  const prepare = tls ? `import ssl; tls = ssl.create_default_context(cafile="${authority}")${context}\n` : ''
  const python = `${prepare}from qdrant_client import QdrantClient
client = QdrantClient(url="${base}", api_key=open("${tokenFile}").read().strip()${verify})
print(client.get_collections())
`
  return `${title('Ask it something, with curl', curl)}\n${title('or Python (pip install qdrant-client):', python)}`
}
