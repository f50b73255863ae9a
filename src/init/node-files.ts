import { basename, dirname, join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import type { ServerFiles } from '../qdrant/config/server-files.ts'
import { type InitAnswers, nodeNames } from './answers.ts'
import { readRecord } from './record.ts'

/**
 * The nodes of the cluster that `init --cluster` made in a directory; none where it made one server, or nothing, or where
 * only its owner may know.
 */
export const clusterNodes = async (directory: string): Promise<readonly string[]> =>
  nodesOf(
    await readRecord(directory).catch((error: unknown) => {
      if (error instanceof QdrantAuthError && error.code === 'file-unreadable') return undefined
      throw error
    }),
  )

/** The same from a record that is read already. */
export const nodesOf = (record: InitAnswers | undefined): readonly string[] =>
  record === undefined || record.nodes === 1 ? [] : nodeNames(record.nodes)

/**
 * The directory as one node of a cluster has it: its own folder of certificates lies where the configuration looks for
 * them, as `init --cluster` means it. Without a node it is as it lies there.
 */
export function asNode(files: ServerFiles, node: string | undefined): ServerFiles {
  if (node === undefined) return files
  const own = (path: string) => pathOfNode(files, node, path)
  return {
    kindOf: (path) => files.kindOf(own(path)),
    read: (path) => files.read(own(path)),
    makeFailure: (path) => files.makeFailure(path),
    writeFailure: (path) => files.writeFailure(path),
  }
}

/** `tls/cert.pem` is `tls/NODE/cert.pem` where only that is there; `files` are those of the whole directory. */
export function pathOfNode(files: ServerFiles, node: string | undefined, path: string): string {
  if (node === undefined) return path
  const inFolder = join(dirname(path), node, basename(path))
  return files.kindOf(path) === undefined && files.kindOf(inFolder) === 'file' ? inFolder : path
}
