/** Keys that everybody tries first: the ones of the server's own documentation and of copied examples, and the empty one. */
export const KNOWN_KEYS: readonly string[] = [
  '',
  'your_secret_api_key_here',
  'your_secret_read_only_api_key_here',
  'your-api-key',
  'your_api_key',
  'my-secret-api-key',
  'api-key',
  'api_key',
  'qdrant',
  'secret',
  'password',
  'changeme',
  'admin',
  'test',
]
