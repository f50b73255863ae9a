#!/usr/bin/env node
const { main, processIo } = require('./load.js').loadTool()

main(process.argv.slice(2), processIo()).then((code) => {
  process.exitCode = code
})
