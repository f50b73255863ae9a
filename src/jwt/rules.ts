import type { RuleWords } from '../finding.ts'

/** Everything that can be wrong or doubtful in a token, whatever the server says to it. */
const WORDS = {
  malformed: {
    level: 'error',
    summary: 'The text is no token.',
    reason:
      'A token is three parts of base64url with dots between them, and the first two hold JSON objects. Qdrant takes anything else for an unknown key.',
  },
  algorithm: {
    level: 'error',
    summary: 'The token is signed with another algorithm than HS256.',
    reason: 'Qdrant signs and checks with HS256 alone: every other algorithm is an unknown key to it.',
  },
  header: {
    level: 'error',
    summary: 'A field of the header has a type that Qdrant cannot read.',
    reason:
      'kid must be text, x5c a list of texts, and every field that is not registered a text: one wrong type and the whole token is refused.',
  },
  'weak-key': {
    level: 'warning',
    summary: 'The signing key is short enough to be found.',
    reason:
      'Whoever holds one token can try keys offline, as fast as the machine computes HMAC. Below 32 bytes that ends with your API key.',
  },
  'duplicate-collection': {
    level: 'error',
    summary: 'A collection is listed twice in the access claim.',
    reason: 'Qdrant refuses such a token with 401, whichever of the two entries would have allowed it.',
  },
  payload: {
    level: 'error',
    summary: 'An access entry has a payload filter.',
    reason:
      'The filter was removed in 1.16.0, and tokens that still have one are refused with 401 on purpose.',
  },
  'claim-type': {
    level: 'error',
    summary: 'A claim has a type or a value that Qdrant cannot read.',
    reason:
      'One unreadable claim makes the whole token unreadable: 401 with one key set, and 403 InvalidSignature with two.',
  },
  'duplicate-claim': {
    level: 'warning',
    summary: 'A claim is there more than once.',
    reason:
      'A repeated claim that Qdrant reads makes the token unreadable; of others, programs take different ones.',
  },
  'no-access': {
    level: 'error',
    summary: 'There is no access claim, so the token may do everything.',
    reason:
      'A missing or misspelt access claim means full access, like the API key itself. It is never what was meant.',
  },
  manage: {
    level: 'warning',
    summary: 'The token may do everything.',
    reason:
      'access "m" is as strong as the API key, and a token cannot be taken back before it expires unless it is revocable.',
  },
  'empty-access': {
    level: 'warning',
    summary: 'The access list is empty.',
    reason: 'Such a token is accepted, and sees empty lists: calls on collections are refused with 403.',
  },
  wildcard: {
    level: 'warning',
    summary: 'A collection has a pattern for a name.',
    reason: 'Qdrant compares names letter by letter: a star is a star, and grants nothing.',
  },
  'never-expires': {
    level: 'warning',
    summary: 'The token never expires.',
    reason: 'Without exp it works until the key it was signed with is replaced, for whoever finds it.',
  },
  milliseconds: {
    level: 'error',
    summary: 'exp is in milliseconds.',
    reason: 'Qdrant counts seconds, so the token is valid for thousands of years.',
  },
  'long-lived': {
    level: 'note',
    summary: 'The token is valid for more than 90 days.',
    reason:
      'A token cannot be taken back unless it is revocable; a short life limits the harm of a lost one.',
  },
  'ignored-claim': {
    level: 'note',
    summary: 'The token has a registered claim that Qdrant never looks at.',
    reason: 'nbf, aud, iss, jti and iat protect nothing here, whatever they do elsewhere.',
  },
  'unknown-claim': {
    level: 'note',
    summary: 'The token has a claim that Qdrant does not know.',
    reason: 'Unknown claims are ignored without a word.',
  },
  'misspelt-claim': {
    level: 'error',
    summary: 'A claim looks like a misspelt one.',
    reason: 'Qdrant ignores it, so what it was to limit is not limited.',
  },
  'sub-without-subject': {
    level: 'note',
    summary: 'The token has sub and no subject.',
    reason: 'The audit log shows the subject claim; sub is handed to the inference service alone.',
  },
  'too-new': {
    level: 'note',
    summary: 'A claim is newer than the server.',
    reason: 'A server that does not know a claim ignores it without a word.',
  },
  'guard-type': {
    level: 'note',
    summary: 'value_exists compares with text that looks like a number or a boolean.',
    reason:
      'Text never matches a payload that holds the real number or boolean, and then every call is refused with 401.',
  },
} as const satisfies Record<string, Omit<RuleWords, 'id'>>

export type TokenRule = keyof typeof WORDS

export const levelOf = (rule: TokenRule): RuleWords['level'] => WORDS[rule].level

export const RULES: readonly RuleWords[] = Object.entries(WORDS).map(([name, words]) => ({
  id: `jwt/${name}`,
  ...words,
}))
