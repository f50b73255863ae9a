// What the single executable runs (`executable.js` makes it): the files of `dist/` are inside it.
const { getAsset, getRawAsset } = require('node:sea')
const { loadTool } = require('./load.js')

const { main, processIo } = loadTool({
  filename: (name) => `qdrant-auth/${name}`,
  source: (name) => getAsset(name, 'utf8'),
  compiled(name) {
    try {
      return Buffer.from(getRawAsset(`compiled/${name}`))
    } catch {
      return undefined
    }
  },
})

main(process.argv.slice(2), processIo()).then((code) => {
  process.exitCode = code
})
