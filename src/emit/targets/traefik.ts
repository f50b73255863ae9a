import dynamicText from '../../../templates/traefik/dynamic.yaml?raw'
import staticText from '../../../templates/traefik/traefik.yaml?raw'
import transportText from '../../../templates/traefik/transport.yaml?raw'
import type { Deployment } from '../deployment.ts'
import { plain } from '../escape/plain.ts'
import { shell } from '../escape/shell.ts'
import { yaml, yamlList } from '../escape/yaml.ts'
import { type Escaped, lines, NOTHING } from '../escaped.ts'
import { fill } from '../fill.ts'
import { burstOf, hostPort, proxyFiles } from '../proxy.ts'
import { routesOf } from '../routes.ts'
import type { EmitOptions, Target } from '../target.ts'

export const traefik: Target = {
  name: 'traefik',
  summary: 'the same with Traefik 3, by the file provider',
  serves: true,
  references: proxyFiles,
  emit: (deployment, options) => {
    const { name } = deployment
    const { listen } = options
    return {
      files: [
        {
          path: 'traefik.yaml',
          text: fill(staticText, {
            name: plain(name),
            address: yaml(
              listen.address === undefined ? `:${listen.port}` : hostPort(listen.address, listen.port),
            ),
          }),
        },
        { path: `${name}.yaml`, text: dynamic(deployment, options) },
      ],
      next: [
        `cd ${shell(options.out)}`,
        `install -m 0644 ${name}.yaml /etc/traefik/${name}.yaml`,
        'traefik --configFile=traefik.yaml',
      ],
    }
  },
}

function dynamic(deployment: Deployment, options: EmitOptions): Escaped {
  const { name, ports, tls, largestRequest } = deployment
  const { rate, own, upstream } = options
  const service = (kind: 'rest' | 'grpc', port: number) => {
    // Without TLS gRPC is HTTP/2 in plain text, which has a scheme of its own here.
    const scheme = tls ? 'https' : kind === 'grpc' ? 'h2c' : 'http'
    const transport = tls ? `, serversTransport: ${kind === 'rest' ? name : `${name}-grpc`}` : ''
    return `${name}-${kind}:\n  loadBalancer: {servers: [{url: ${yaml(`${scheme}://${hostPort(upstream, port)}`)}}]${transport}}` as Escaped
  }
  return fill(dynamicText, {
    name: plain(name),
    routers: routers(deployment, options),
    rate_key: rate.key,
    rate_address: rate.address,
    burst_key: burstOf(rate.key),
    burst_address: burstOf(rate.address),
    largest: largestRequest * 1024 * 1024,
    services: lines([
      service('rest', ports.rest),
      ...(ports.grpc === undefined ? [] : [service('grpc', ports.grpc)]),
    ]),
    transports_key: tls ? ('serversTransports:' as Escaped) : NOTHING,
    transports: tls ? transports(deployment, options) : NOTHING,
    certificate: yaml(own?.certificate ?? ''),
    key: yaml(own?.key ?? ''),
  })
}

/** By header and not for all in one: callers without the header would share one limit. */
function routers({ name, ports }: Deployment, options: EmitOptions): Escaped {
  const { rest, refused, grpc } = routesOf(options)
  const path = (pattern: string) => `PathRegexp(\`${pattern}\`)`
  const restRule = [
    `(${rest.map(path).join(' || ')})`,
    ...refused.map((pattern) => `!${path(pattern)}`),
  ].join(' && ')
  const kinds = [
    { kind: 'rest', rule: restRule, more: [`${name}-body`] },
    ...(ports.grpc === undefined ? [] : [{ kind: 'grpc', rule: path(grpc), more: [] }]),
  ]
  const withKey = 'HeaderRegexp(`Api-Key`, `.`)'
  return lines(
    kinds.flatMap(({ kind, rule, more }) =>
      [
        { by: 'key', header: withKey },
        { by: 'token', header: `!${withKey}` },
      ].map(
        ({ by, header }) =>
          [
            `${name}-${kind}-${by}:`,
            `  entryPoints: [${name}]`,
            `  rule: ${yaml(`Host(\`${options.host}\`) && ${rule} && ${header}`)}`,
            `  middlewares: ${yamlList([`${name}-address`, `${name}-${by}`, ...more])}`,
            `  service: ${name}-${kind}`,
            `  tls: {options: ${name}}`,
          ].join('\n') as Escaped,
      ),
    ),
  )
}

/** gRPC never asks for a client certificate, and gets none. */
function transports({ name, files, client, ports }: Deployment, { serverName }: EmitOptions): Escaped {
  const one = (id: string, shown: typeof client) =>
    fill(transportText, {
      name: plain(id),
      server_name: yaml(serverName),
      authority: yaml(files?.authority ?? ''),
      client:
        shown === undefined
          ? NOTHING
          : (`certificates: [{certFile: ${yaml(shown.certificate)}, keyFile: ${yaml(shown.key)}}]` as Escaped),
    })
  const grpc = ports.grpc === undefined ? [] : [one(`${name}-grpc`, undefined)]
  return lines([one(name, client), ...grpc])
}
