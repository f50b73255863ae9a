/** `api_key` of `service.api_key`. */
export const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/** `service` of `service.api_key`; empty for what stands at the top. */
export const tableOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')))
