import { CERTIFICATES } from './entries/certificates.ts'
import { CLIENT } from './entries/client.ts'
import { CONFIG } from './entries/config.ts'
import { CONNECTION } from './entries/connection.ts'
import { DEPLOYMENT } from './entries/deployment.ts'
import { SERVER } from './entries/server.ts'
import { START } from './entries/start.ts'
import { STATUS } from './entries/status.ts'
import { TLS_FILES } from './entries/tls-files.ts'
import type { Entry } from './entry.ts'

/** The whole table. Where two entries know a text, the longer text wins, and the less vague entry. */
export const ENTRIES: readonly Entry[] = [
  ...SERVER,
  ...START,
  ...CONFIG,
  ...TLS_FILES,
  ...CERTIFICATES,
  ...CONNECTION,
  ...CLIENT,
  ...DEPLOYMENT,
  ...STATUS,
]
