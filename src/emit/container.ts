/** The user of the official image that does not run as root. */
const IMAGE_USER = 1000

/**
 * The user the server runs as in a container: whoever owns the files, so that none has to be opened to others; root gives
 * them to the image's own user.
 */
export const containerUser = (uid: number | undefined): number =>
  uid === undefined || uid === 0 ? IMAGE_USER : uid
