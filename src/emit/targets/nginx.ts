import qdrantText from '../../../templates/nginx/qdrant.conf?raw'
import upstreamTlsText from '../../../templates/nginx/upstream-tls.conf?raw'
import type { Deployment } from '../deployment.ts'
import { nginx as quote } from '../escape/nginx.ts'
import { plain } from '../escape/plain.ts'
import { shell } from '../escape/shell.ts'
import { type Escaped, lines, NOTHING } from '../escaped.ts'
import { fill } from '../fill.ts'
import { burstOf, hostPort, proxyFiles } from '../proxy.ts'
import { routesOf } from '../routes.ts'
import type { EmitOptions, Target } from '../target.ts'

export const nginx: Target = {
  name: 'nginx',
  summary: 'TLS, routes, limits by key and address, and a log without keys',
  serves: true,
  references: proxyFiles,
  unfit: /\$/,
  emit: (deployment, options) => ({
    files: [{ path: `${deployment.name}.conf`, text: configuration(deployment, options) }],
    next: [
      `cd ${shell(options.out)}`,
      `install -m 0644 ${deployment.name}.conf /etc/nginx/conf.d/${deployment.name}.conf`,
      'nginx -t && nginx -s reload',
    ],
  }),
}

function configuration(deployment: Deployment, options: EmitOptions): Escaped {
  const { name, ports, tls, largestRequest } = deployment
  const { own, rate, upstream } = options
  const id = identifier(name)
  const backends = [
    ['rest', ports.rest],
    ['grpc', ports.grpc],
  ] as const
  return fill(qdrantText, {
    id,
    name: plain(name),
    rate_key: rate.key,
    rate_address: rate.address,
    burst_key: burstOf(rate.key),
    burst_address: burstOf(rate.address),
    upstreams: lines(
      backends.flatMap(([kind, port]) =>
        port === undefined
          ? []
          : [
              `upstream ${id}_${kind} {\n    server ${hostPort(upstream, port)};\n    keepalive 32;\n}` as Escaped,
            ],
      ),
    ),
    listen: listen(options),
    host: plain(options.host),
    certificate: quote(own?.certificate ?? ''),
    key: quote(own?.key ?? ''),
    largest: largestRequest,
    upstream_tls: tls ? upstreamTls(deployment, options) : NOTHING,
    routes: routes(deployment, options, id),
  })
}

/** Variables and zones of nginx have no dashes. */
const identifier = (name: string): Escaped => plain(name.replaceAll('-', '_'))

function listen({ listen: { address, port } }: EmitOptions): Escaped {
  const places = address === undefined ? [String(port), `[::]:${port}`] : [hostPort(address, port)]
  // Not `http2 on`, which nginx knows from 1.25 on.
  return lines(places.map((place) => `listen ${place} ssl http2;` as Escaped))
}

function upstreamTls({ files, client }: Deployment, { serverName }: EmitOptions): Escaped {
  return fill(upstreamTlsText, {
    authority: quote(files?.authority ?? ''),
    server_name: plain(serverName),
    client:
      client === undefined
        ? NOTHING
        : (`proxy_ssl_certificate ${quote(client.certificate)};\nproxy_ssl_certificate_key ${quote(client.key)};` as Escaped),
  })
}

function routes({ tls, ports }: Deployment, options: EmitOptions, id: string): Escaped {
  const { rest, refused, grpc } = routesOf(options)
  const location = (pattern: string, action: string) =>
    `location ~ "${pattern}" {\n    ${action};\n}` as Escaped
  return lines([
    ...refused.map((pattern) => location(pattern, 'return 404')),
    ...rest.map((pattern) => location(pattern, `proxy_pass ${tls ? 'https' : 'http'}://${id}_rest`)),
    ...(ports.grpc === undefined ? [] : [location(grpc, `grpc_pass ${tls ? 'grpcs' : 'grpc'}://${id}_grpc`)]),
  ])
}
