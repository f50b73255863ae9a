export const ROW_FORMATS = ['ndjson', 'yaml', 'csv'] as const

export type RowFormat = (typeof ROW_FORMATS)[number]

/** By the name of the file; NDJSON where it says nothing. */
export const formatOf = (file: string): RowFormat => {
  if (/\.ya?ml$/i.test(file)) return 'yaml'
  return /\.csv$/i.test(file) ? 'csv' : 'ndjson'
}
