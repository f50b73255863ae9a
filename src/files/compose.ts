import { join } from 'node:path'
import { statIfPresent } from './read.ts'

/** In the order in which docker compose looks for them; it takes the first. */
const COMPOSE_FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']

/** Names of the compose files in a directory, the one first that docker compose takes. */
export const composeFilesIn = (directory: string): string[] =>
  COMPOSE_FILES.filter((name) => statIfPresent(join(directory, name)) !== undefined)
