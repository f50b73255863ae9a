import { parseEnv } from 'node:util'
import type { Variable } from '../qdrant/config/environment.ts'

/** Variables of a `.env` file, with quotes and comments as Node, docker compose and systemd read the common forms of them. */
export const parseEnvFile = (text: string): Variable[] =>
  Object.entries(parseEnv(text) as Record<string, string>).map(([name, value]) => ({ name, value }))
