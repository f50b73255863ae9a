import manifest from '../package.json' with { type: 'json' }

/** The package's own version; the build writes it into the bundle. */
export const VERSION: string = manifest.version
