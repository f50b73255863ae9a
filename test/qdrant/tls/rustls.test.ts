import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isServerName } from '../../../src/qdrant/tls/names.ts'
import { verifyPeer } from '../../../src/qdrant/tls/path.ts'
import {
  type LoadFailure,
  loadGrpc,
  loadP2p,
  loadRest,
  loadRestClientRoots,
} from '../../../src/qdrant/tls/ports.ts'

/**
 * What the libraries of server 1.19.0 made of files and chains: recorded by a small program that calls rustls as Qdrant
 * and tonic do, with certificates and keys made by openssl and by hand. `files` are base64, referred to by number.
 */
interface Recording {
  at: string
  files: string[]
  load: {
    title: string
    certificate: number
    key: number
    ca: number
    /** `ok`, or the server's line and its cause with a bar between. */
    rest: string
    /** `match`, or why the pair is none; null where the files did not load. */
    pair: string | null
    restRoots: number | string
    grpc: string
    p2p: string
  }[]
  verify: {
    title: string
    chain: number[]
    roots: number[]
    role: 'server' | 'client'
    host?: string
    /** `accepted`, or rustls' error and its alert with a bar between. */
    result: string
  }[]
}

const recording: Recording = JSON.parse(readFileSync(new URL('rustls.json', import.meta.url), 'utf8'))
const file = (number: number): Buffer => Buffer.from(recording.files[number] ?? '', 'base64')

const answer = (verdict: { loads: true } | LoadFailure): string =>
  verdict.loads
    ? 'ok'
    : [verdict.error.replace(/: \{\w+\}$/, ''), ...(verdict.cause === undefined ? [] : [verdict.cause])].join(
        '|',
      )

test.each(recording.load)('REST loads: $title', ({ certificate, key, rest, pair }) => {
  const verdict = loadRest({ certificate: file(certificate), key: file(key) })
  expect(answer(verdict)).toBe(rest)
  // Where rustls could not read the certificate, REST, which never reads it, sends it all the same.
  if (pair === 'match' || pair?.includes('KeyMismatch')) {
    expect(verdict).toEqual({ loads: true, serves: pair === 'match' })
  }
})

test.each(recording.load)('REST client roots: $title', ({ ca, restRoots }) => {
  const verdict = loadRestClientRoots(file(ca))
  expect(verdict.loads ? verdict.roots : answer(verdict)).toBe(restRoots)
})

const NOT_UTF8 = 'stream did not contain valid UTF-8'

test.each(recording.load)('gRPC loads: $title', ({ certificate, key, grpc }) => {
  const verdict = loadGrpc({ certificate: file(certificate), key: file(key) })
  if (grpc === NOT_UTF8) expect(answer(verdict)).toContain(NOT_UTF8)
  else expect(answer(verdict)).toBe(grpc === 'ok' ? 'ok' : 'transport error')
})

test.each(recording.load)('p2p loads: $title', ({ certificate, key, ca, p2p }) => {
  const verdict = loadP2p({ certificate: file(certificate), key: file(key) }, file(ca))
  const text = p2p === 'no root trust anchors were provided' ? 'NoRootAnchors' : p2p
  if (p2p === 'ok') expect(verdict).toMatchObject({ loads: true })
  else if (p2p === NOT_UTF8)
    expect(verdict).toMatchObject({ exit: 1, error: expect.stringContaining(NOT_UTF8) })
  else
    expect(verdict).toEqual({ loads: false, exit: 101, error: `tonic::transport::Error(Transport, ${text})` })
})

test.each(recording.verify)('$title', ({ chain, roots, role, host, result }) => {
  if (result === 'invalid server name') {
    expect(isServerName(host ?? '')).toBe(false)
    return
  }
  const peer = { chain: chain.map(file), role, ...(host === undefined ? {} : { host }) }
  const verdict = verifyPeer(peer, roots.map(file), new Date(recording.at))
  if (result === 'accepted') expect(verdict).toEqual({ accepted: true })
  // Without any usable root the server does not start, and nobody is asked.
  else if (result === 'no roots') expect(verdict).toMatchObject({ error: 'UnknownIssuer' })
  else {
    const alert = result.split('|')[1]?.toLowerCase()
    expect(verdict.accepted ? '' : verdict.alert.replaceAll(' ', '').toLowerCase()).toBe(alert)
  }
})
