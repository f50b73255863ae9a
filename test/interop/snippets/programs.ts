import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CLIENTS } from './world.ts'

export type Command = readonly [string, ...string[]]

/** How each client runs a snippet as it was printed: it is written into `directory`, and this is the command. */
export const COMMAND_OF = {
  python(directory: string, code: string): Command {
    return [join(CLIENTS, 'python/venv/bin/python'), written(directory, 'snippet.py', code)]
  },
  typescript(directory: string, code: string): Command {
    linkOnce(join(CLIENTS, 'node/node_modules'), join(directory, 'node_modules'))
    const file = written(directory, 'snippet.mjs', code)
    // With the variable that the comment on top names, as a shell reads it.
    const variable = /^\/\/ +(NODE_EXTRA_CA_CERTS=.*) node snippet\.mts$/m.exec(code)?.[1] ?? ''
    return ['sh', '-c', `${variable} exec '${process.execPath}' '${file}'`]
  },
  java(directory: string, code: string): Command {
    return ['java', '-cp', join(CLIENTS, 'java/jars/*'), written(directory, 'Snippet.java', code)]
  },
  go(directory: string, code: string): Command {
    const module = join(directory, 'go')
    cpSync(join(CLIENTS, 'go'), module, { recursive: true })
    mkdirSync(join(module, 'snippet'), { recursive: true })
    written(module, 'snippet/main.go', code)
    return ['go', '-C', module, 'run', './snippet']
  },
  rust(directory: string, code: string): Command {
    const crate = join(directory, 'rust')
    mkdirSync(join(crate, 'src'), { recursive: true })
    for (const name of ['Cargo.toml', 'Cargo.lock']) cpSync(join(CLIENTS, 'rust', name), join(crate, name))
    written(crate, 'src/main.rs', code)
    const variable = /^\/\/ +(SSL_CERT_FILE=.*) cargo run$/m.exec(code)?.[1] ?? ''
    const flags = `--quiet --offline --locked --target-dir '${join(CLIENTS, 'rust/target')}'`
    return ['sh', '-c', `cd '${crate}' && cargo build ${flags} && ${variable} exec cargo run ${flags}`]
  },
  curl(directory: string, code: string): Command {
    return ['sh', '-eu', written(directory, 'snippet.sh', code)]
  },
  grpcurl(directory: string, code: string): Command {
    const file = written(directory, 'snippet.sh', code)
    return ['sh', '-c', `PATH="${join(CLIENTS, 'grpcurl')}:$PATH" exec sh -eu '${file}'`]
  },
}

function written(directory: string, name: string, code: string): string {
  const file = join(directory, name)
  writeFileSync(file, code)
  return file
}

function linkOnce(target: string, path: string): void {
  if (!existsSync(path)) symlinkSync(target, path)
}
