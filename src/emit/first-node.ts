import { basename, dirname, join } from 'node:path'
import { nodeNames } from '../init/answers.ts'
import type { ServerFiles } from '../qdrant/config/server-files.ts'

/**
 * The directory as the first node of a cluster has it: its own folder of certificates lies where the configuration looks for
 * them, as `init --cluster` means it.
 */
export function asFirstNode(files: ServerFiles, nodes: number): ServerFiles {
  const [first = ''] = nodeNames(nodes)
  if (nodes === 1) return files
  const own = (path: string): string => {
    const inFolder = join(dirname(path), first, basename(path))
    return files.kindOf(path) === undefined && files.kindOf(inFolder) === 'file' ? inFolder : path
  }
  return {
    kindOf: (path) => files.kindOf(own(path)),
    read: (path) => files.read(own(path)),
    makeFailure: (path) => files.makeFailure(path),
    writeFailure: (path) => files.writeFailure(path),
  }
}
