import { readFileSync } from 'node:fs'
import Ajv2020 from 'ajv/dist/2020.js'
import draft7 from 'ajv/dist/ajv.js'
import { expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { findingsInWords } from '../../src/cli/formats/findings.ts'
import { summaryOf } from '../../src/config/rules.ts'
import { configSchema } from '../../src/config/schema.ts'
import type { Finding } from '../../src/finding.ts'
import { findingsOf } from '../config/fixture.ts'

const read = (name: string) => readFileSync(new URL(`schemas/${name}`, import.meta.url), 'utf8')

/** A finding with a place in a file, one of a variable, one without a place, and text that XML and JSON must escape. */
async function findings(): Promise<Finding[]> {
  const found = await findingsOf({
    config: 'service:\n  api_key: 1e10\n  enable_tsl: true\n',
    variables: { QDRANT__SERVICE__APIKEY: 'x' },
    files: { 'config/production.yaml': { content: '' } },
  })
  return [
    ...found,
    { ruleId: 'config/unknown-key', level: 'warning', message: '<a b="c">&\u0001]]>\u{1f600}' },
  ]
}

const words = async (format: 'sarif' | 'junit', of: Finding[]): Promise<string> => {
  const source = { findings: of, checked: ['config/config.yaml'], linesOf: () => undefined, summaryOf }
  const text = findingsInWords(source, format)
  if (typeof text !== 'string') throw new TypeError('the machine formats take no style')
  return text
}

test('SARIF is valid by its 2.1.0 schema', async () => {
  const ajv = new draft7.default({ strict: false, validateFormats: false, logger: false })
  // Draft 4 in all but these two words reads the same in draft 7.
  const { $schema: _schema, id: _id, ...schema } = JSON.parse(read('sarif-2.1.0.json'))
  const validate = ajv.compile(schema)
  for (const of of [await findings(), []]) {
    validate(JSON.parse(await words('sarif', of)))
    expect(validate.errors).toBe(null)
  }
  expect(validate({ version: '2.1.0' })).toBe(false)
})

test('JUnit is valid by its XSD', async () => {
  const check = (contents: string) =>
    validateXML({ xml: [{ fileName: 'junit.xml', contents }], schema: [read('junit-10.xsd')] })
  for (const of of [await findings(), []]) expect((await check(await words('junit', of))).errors).toEqual([])
  expect((await check('<testsuites><nonsense/></testsuites>')).valid).toBe(false)
})

test('the schema of config.yaml is one by the metaschema of draft 2020-12', async () => {
  const ajv = new Ajv2020.default({ strict: false })
  expect(ajv.validateSchema(configSchema())).toBe(true)
  const validate = ajv.compile(configSchema())
  expect(validate({ service: { api_key: 'x', http_port: 6333, grpc_port: null }, 'x-anchors': {} })).toBe(
    true,
  )
  expect(validate({ service: { enable_tsl: true } })).toBe(false)
  expect(validate({ service: { http_port: 70_000 } })).toBe(false)
  expect(validate({ audit: { rotation: 'Daily' } })).toBe(false)
})
