import { type Command, InvalidArgumentError, Option } from 'commander'
import { wholeNumber } from '../cli/numbers.ts'
import { collect } from '../cli/repeatable.ts'
import { AREAS, type Area } from '../emit/target.ts'
import { MOST_NODES } from '../init/answers.ts'
import { type ProcessFlags, withProcess } from './config/server-process.ts'

export interface EmitFlags extends ProcessFlags {
  config: string
  out?: string
  stdout?: true
  dryRun?: true
  force?: true
  showSecrets?: true
  name: string
  tls?: true
  mtls?: true
  cluster?: number
  metricsPort?: number
  allowOpen?: true
  clientCert?: string
  clientKey?: string
  namespace: string
  host?: string
  listen: Listen
  upstream: string
  cert?: string
  key?: string
  allow: Area[]
  ratePerKey: number
  ratePerAddress: number
  tokenFile?: string
  clientFrom: string[]
  peerFrom: string[]
  monitorFrom: string[]
}

export interface Listen {
  address: string | undefined
  port: number
}

const port = wholeNumber(1, 65_535)

export const withEmitFlags = (command: Command): Command =>
  withProcess(
    command
      .optionsGroup('Output:')
      .option('-o, --out <dir>', 'write the files there, all or none; without it they are printed')
      .option('--stdout', 'print the files, which is what happens without -o')
      .option('--dry-run', 'with -o: say what would be written, and write nothing')
      .option('--force', 'with -o: replace other files of these names, and keep those as NAME.previous')
      .option('--show-secrets', 'print files of secrets too')
      .optionsGroup('Deployment:')
      .option('--config <dir>', 'directory that Qdrant is started in', '.')
      .option('--name <name>', 'name of the deployment, release, unit or zone', 'qdrant')
      .option('--tls', 'as if the configuration had TLS on')
      .option('--mtls', 'as if it demanded client certificates, with gRPC closed')
      .option('--cluster <n>', 'a cluster of n nodes that talk TLS', wholeNumber(2, MOST_NODES))
      .option('--metrics-port <port>', 'as if it had a metrics port', port)
      .option('--allow-open', 'also for a server without keys')
      .option('--client-cert <file>', 'certificate that proxies and Prometheus show a server with mTLS')
      .option('--client-key <file>', 'its key')
      .option('--namespace <name>', 'namespace in Kubernetes', 'default')
      .option('--token-file <file>', 'token that Prometheus reads metrics with (tokens/read.jwt)')
      .optionsGroup('Proxies (nginx, traefik, haproxy):')
      .option('--upstream <host>', 'the host of Qdrant, for Prometheus too', '127.0.0.1')
      .option('--host <name>', 'the name clients use (that of the certificate)')
      .addOption(
        new Option('--listen <[addr:]port>', 'where to listen')
          .default({ address: undefined, port: 443 }, '443')
          .argParser(listen),
      )
      .option('--cert <file>', "their own certificate (Qdrant's)")
      .option('--key <file>', 'its key')
      .addOption(
        new Option('--allow <area>', 'let through more than collections, aliases and health; repeatable')
          .choices(AREAS)
          .default([])
          .argParser(area),
      )
      .option('--rate-per-key <n>', 'requests a second for each key', wholeNumber(1, 100_000), 100)
      .option('--rate-per-address <n>', 'requests a second for each address', wholeNumber(1, 100_000), 200)
      .optionsGroup('Networks (firewall, network-policy):')
      .option('--client-from <cidr>', 'networks of clients; repeatable', collect, [])
      .option('--peer-from <cidr>', 'networks of other nodes; repeatable', collect, [])
      .option('--monitor-from <cidr>', 'networks of Prometheus; repeatable', collect, [])
      .optionsGroup('How the server is started:'),
  )

function area(text: string, before: Area[]): Area[] {
  const known = AREAS.find((one) => one === text)
  if (known === undefined) throw new InvalidArgumentError(`Allowed choices are ${AREAS.join(', ')}.`)
  return [...before, known]
}

/** `443`, `127.0.0.1:8443`, `[::1]:8443`. */
function listen(text: string): Listen {
  const [, bracketed, plain, number = ''] =
    /^(?:(?:\[([\da-fA-F:.]+)\]|([\d.]+)):)?(\d{1,5})$/.exec(text) ?? []
  return { address: bracketed ?? plain, port: port(number) }
}
