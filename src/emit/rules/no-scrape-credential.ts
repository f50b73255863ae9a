import type { Rule } from '../rule.ts'

export const noScrapeCredential: Rule = {
  id: 'emit/no-scrape-credential',
  level: 'error',
  summary: 'Prometheus has no credential to read the metrics with.',
  reason:
    '/metrics asks for a key or token that may read everything. The full key is not given to Prometheus: it may delete everything.',
  check: ({ target, deployment: { authentication, ports, token, secrets } }) =>
    target.name !== 'prometheus' ||
    !authentication ||
    ports.metrics !== undefined ||
    token !== undefined ||
    secrets.has('service.read_only_api_key')
      ? []
      : [
          {
            message: 'there is no token and no read_only_api_key for Prometheus',
            hint: 'qdrant-auth jwt mint --access read -o metrics.jwt, then --token-file metrics.jwt',
          },
        ],
}
