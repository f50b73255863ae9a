#!/usr/bin/env node
const { main, processIo } = require('../dist/main.cjs')

main(process.argv.slice(2), processIo()).then((code) => {
  process.exitCode = code
})
