import { stat } from 'node:fs/promises'
import { relative } from 'node:path'
import { Command, Option } from 'commander'
import type { Context } from '../../cli/context.ts'
import {
  FINDING_FORMATS,
  type FindingFormat,
  findingsInWords,
  findingsJson,
} from '../../cli/formats/findings.ts'
import type { Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { type ConfigFile, loadDirectory, loadFile, requireSomething } from '../../config/load.ts'
import { summaryOf } from '../../config/rules.ts'
import { validateConfig } from '../../config/validate.ts'
import { EXIT, QdrantAuthError } from '../../errors.ts'
import { countByLevel, type Finding, type Level, reaches } from '../../finding.ts'

export interface ValidateOptions {
  /** Absolute paths: directories as the server would see them, or single files. */
  paths: readonly string[]
  cwd: string
  format: FindingFormat
  failOn: Level
  now: Date
}

export function create(
  context: Context,
  run: (options: ValidateOptions) => Promise<Report> = runValidate,
): Command {
  return new Command('validate')
    .description(
      'Check configuration files: a directory that Qdrant is started in (default), or single files.',
    )
    .argument('[path...]', 'directories or files')
    .addOption(
      new Option('--format <name>', 'how findings are printed').choices(FINDING_FORMATS).default('text'),
    )
    .addOption(
      new Option('--fail-on <level>', 'exit 1 at findings of this level')
        .choices(['error', 'warning', 'note'])
        .default('error'),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth config validate
  $ qdrant-auth config validate my-qdrant --format github`,
    )
    .action((paths: string[], flags: { format: FindingFormat; failOn: Level }) =>
      finish(context, () =>
        run({
          paths: (paths.length === 0 ? ['.'] : paths).map((path) => context.path(path)),
          cwd: context.cwd,
          format: context.globals.json ? 'json' : flags.format,
          failOn: flags.failOn,
          now: context.io.now(),
        }),
      ),
    )
}

export async function runValidate({ paths, cwd, format, failOn, now }: ValidateOptions): Promise<Report> {
  const findings: Finding[] = []
  const files: ConfigFile[] = []
  for (const path of paths) {
    const { found, directory } = await load(path)
    const named = found.map((file) => renamed(file, cwd))
    files.push(...named)
    findings.push(...(await validateConfig(named, directory, now)))
  }
  const lines = new Map(files.map(({ file, text }) => [file, hideKeys(text)]))
  const json = findingsJson(findings)
  const source = {
    findings,
    checked: files.map(({ file }) => file),
    linesOf: (file: string) => lines.get(file),
    summaryOf,
  }
  const { error, warning, note } = countByLevel(findings)
  return {
    json: { ...json },
    text:
      format === 'json'
        ? `${JSON.stringify({ schemaVersion: 1, command: 'config validate', ok: true, ...json })}\n`
        : findingsInWords(source, format),
    notes: [
      {
        level: 'plain',
        message: `${files.length} file(s): ${error} error(s), ${warning} warning(s), ${note} note(s)`,
      },
    ],
    exitCode: reaches(findings, failOn) ? EXIT.findings : EXIT.done,
  }
}

async function load(path: string): Promise<{ found: ConfigFile[]; directory: string | undefined }> {
  const stats = await stat(path).catch(() => undefined)
  if (stats?.isDirectory()) {
    const found = await loadDirectory(path)
    requireSomething(found, path)
    return { found, directory: path }
  }
  const file = await loadFile(path)
  if (file === undefined)
    throw new QdrantAuthError('file-missing', `cannot read ${path}: no such file or directory`)
  return { found: [file], directory: undefined }
}

/** Findings name files as a person would from here. */
function renamed(file: ConfigFile, cwd: string): ConfigFile {
  const name = relative(cwd, file.file)
  const short = name === '' || name.startsWith('..') ? file.file : name
  const place = <T extends { file: string }>(location: T): T => ({ ...location, file: short })
  return {
    ...file,
    file: short,
    values: file.values.map((value) => ({
      ...value,
      key: place(value.key),
      location: place(value.location),
    })),
    broken: file.broken && { ...file.broken, location: place(file.broken.location) },
  }
}

/** The snippet of a finding must not show a key. */
const hideKeys = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) =>
      line.replace(
        /((?:api_key|API_KEY)["']?\s*[:=]\s*)(\S.*)/,
        (_all, name: string, value: string) => name + '*'.repeat(value.length),
      ),
    )
