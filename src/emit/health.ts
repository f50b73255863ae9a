/**
 * A command inside the image, which has bash and neither curl nor wget, that succeeds when the server is ready. Behind TLS it
 * only sees that the port is open: bash talks no TLS, and a server may demand a certificate.
 */
export const healthCheck = (port: number, tls: boolean): string[] => [
  'CMD',
  'bash',
  '-c',
  tls
    ? `: > /dev/tcp/127.0.0.1/${port}`
    : `exec 3<>/dev/tcp/127.0.0.1/${port} && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.[01] 200' <&3`,
]
