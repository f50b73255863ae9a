/** Settings of the ports that the server listens on. */
export const PORTS = [
  'service.http_port',
  'service.grpc_port',
  'service.metrics_port',
  'cluster.p2p.port',
] as const

/** Whether only this machine reaches a server that listens there. */
export const isLoopback = (host: string): boolean => /^(127\.\d+\.\d+\.\d+|::1)$/.test(host)
