import haproxyText from '../../../templates/haproxy/haproxy.cfg?raw'
import { singleQuoted } from '../../shell.ts'
import type { Deployment } from '../deployment.ts'
import { plain } from '../escape/plain.ts'
import { shell } from '../escape/shell.ts'
import { type Escaped, lines, NOTHING } from '../escaped.ts'
import { fill } from '../fill.ts'
import { hostPort, proxyFiles } from '../proxy.ts'
import { routesOf } from '../routes.ts'
import type { EmitOptions, Target } from '../target.ts'

export const haproxy: Target = {
  name: 'haproxy',
  summary: 'the same with haproxy',
  serves: true,
  references: proxyFiles,
  emit: (deployment, options) => ({
    files: [{ path: 'haproxy.cfg', text: configuration(deployment, options) }],
    next: nextOf(deployment, options),
  }),
}

/** haproxy reads a certificate and its key from one file. */
const OWN = '/etc/haproxy/tls/proxy.pem'
const CLIENT = '/etc/haproxy/tls/client.pem'
const AUTHORITY = '/etc/haproxy/tls/cacert.pem'

function configuration(deployment: Deployment, options: EmitOptions): Escaped {
  const { name, ports, largestRequest } = deployment
  const { upstream, rate, listen } = options
  const server = (port: number, more: string, client: boolean) =>
    `${hostPort(upstream, port)}${upstreamTls(deployment, options, client)}${more}` as Escaped
  const { rest, refused, grpc } = routesOf(options)
  const acl = (id: string, pattern: string) => `acl ${id} path,url_dec -m reg ${word(pattern)}` as Escaped
  const places =
    listen.address === undefined
      ? [`:${listen.port}`, `:::${listen.port} v6only`]
      : [hostPort(listen.address, listen.port)]
  const wanted = ports.grpc === undefined ? '!wanted' : '!wanted !grpc'
  return fill(haproxyText, {
    name: plain(name),
    bind: lines(
      places.map((place) => {
        const [address, ...more] = place.split(' ')
        return ['bind', address, 'ssl crt', OWN, 'alpn h2,http/1.1', ...more].join(' ') as Escaped
      }),
    ),
    rate_key: rate.key,
    rate_address: rate.address,
    largest: largestRequest * 1024 * 1024,
    acls: lines([
      ...rest.map((pattern) => acl('wanted', pattern)),
      ...refused.map((pattern) => acl('refused', pattern)),
      ...(ports.grpc === undefined ? [] : [acl('grpc', grpc)]),
      ...(refused.length === 0 ? [] : ['http-request deny deny_status 404 if refused' as Escaped]),
      `http-request deny deny_status 404 if ${wanted}` as Escaped,
    ]),
    use_grpc: ports.grpc === undefined ? NOTHING : (`use_backend ${name}_grpc if grpc` as Escaped),
    rest: server(ports.rest, '', true),
    grpc_backend:
      ports.grpc === undefined
        ? NOTHING
        : (`\nbackend ${name}_grpc\n    server grpc ${server(ports.grpc, deployment.tls ? ' alpn h2' : ' proto h2', false)}` as Escaped),
  })
}

/** In single quotes nothing is special to haproxy. */
const word = (text: string): Escaped => singleQuoted(text) as Escaped

function upstreamTls({ tls, client }: Deployment, { serverName }: EmitOptions, rest: boolean): string {
  if (!tls) return ''
  const shown = client === undefined || !rest ? '' : ` crt ${CLIENT}`
  return ` ssl verify required ca-file ${AUTHORITY} sni str(${plain(serverName)}) verifyhost ${plain(serverName)}${shown}`
}

function nextOf({ tls, files, client }: Deployment, { out, own }: EmitOptions): string[] {
  const joined = (certificate: string, key: string, to: string) =>
    `cat ${shell(certificate)} ${shell(key)} | install -m 0600 /dev/stdin ${to}`
  return [
    `cd ${shell(out)}`,
    'install -d -m 0700 /etc/haproxy/tls',
    ...(own === undefined ? [] : [joined(own.certificate, own.key, OWN)]),
    ...(tls && files?.authority !== undefined
      ? [`install -m 0644 ${shell(files.authority)} ${AUTHORITY}`]
      : []),
    ...(client === undefined ? [] : [joined(client.certificate, client.key, CLIENT)]),
    'haproxy -c -f haproxy.cfg && install -m 0644 haproxy.cfg /etc/haproxy/haproxy.cfg',
    'systemctl reload haproxy',
  ]
}
