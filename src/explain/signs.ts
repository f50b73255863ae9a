/**
 * What a text shows in its spelling alone, as words that entries can ask for: `http403` is a status that is said to be
 * one, and no other number of that size.
 */
export function signsIn(text: string): string[] {
  return SIGNS.flatMap(([pattern, nameOf]) =>
    [...text.matchAll(pattern)].slice(0, MOST).map(([, found = '']) => nameOf(found)),
  )
}

/** A log may repeat one a million times. */
const MOST = 1000

const http = (code: string): string => `http${code}`

const SIGNS: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/^\s{0,9}(?:http\s)?([45]\d\d)\s{0,9}$/gi, http],
  [/\bhttp\/[\d.]{1,3} ([45]\d\d)\b/gi, http],
  [
    /\b(?:status|status[ _-]?code|code|response|error|returned|with|http|client error|server error|answered)\b["'`\s:=([]{0,4}([45]\d\d)\b/gi,
    http,
  ],
  [
    /\b([45]\d\d)\b["'`\s)\]:,-]{0,4}(?:unauthorized|forbidden|bad request|not found|payload too large|request header|too many|internal server error|bad gateway|service unavailable|gateway time|must provide|invalid|\{)/gi,
    http,
  ],
  [/^\s{0,9}(?:grpc |code )?(\d{1,2})\s{0,9}$/gi, (code) => `grpc${code}`],
  [/\b(?:code|status)["'\s:=]{1,4}(\d{1,2})\b/gi, (code) => `grpc${code}`],
  [/\bexit(?:ed)?(?: with)?(?: status| code)?[\s:=(]{1,3}(\d{1,3})\b/gi, (code) => `exit${code}`],
  // As words of a sentence it is said of files and commands.
  [/\bnot_found\b|^\s{0,9}not found\s{0,9}$/gi, () => 'grpc5'],
  // Two underscores are what the server takes, and words do not tell one from two.
  [/\bQDRANT_(?:SERVICE|TLS|CLUSTER|STORAGE|AUDIT)_/gi, () => 'singleunderscore'],
  [/\bQDRANT_\w{1,60}_FILE\b|^\s{0,9}(?:\w{0,40}KEY)?_FILE\s{0,9}$/g, () => 'filevariable'],
  [/\bapi_key["']?\s{0,4}[:=]\s{0,4}["']?\$(\{|\w)/gi, () => 'variableaskey'],
  [/^\s{0,9}["']?\$\{?\w{0,40}KEY(?::?[-?][^}\n]{0,40})?\}?["']?\s{0,9}$/gi, () => 'variableaskey'],
  // Between dashes, underscores and capitals words do not tell either.
  [/(?:-H|--header)[\s=]{1,3}["']?(?:api_key|apikey|x-api-key)\s{0,4}:/gi, () => 'wrongheader'],
  [/^\s{0,9}(?:apikey|x-api-key)\s{0,9}$/g, () => 'wrongheader'],
  [/\bauthorization["']?\s{0,4}:\s{0,4}["']?bearer\b|^\s{0,9}bearer\s{0,9}$/g, () => 'smallbearer'],
  [/\bAuthorization["']?\s{0,4}:\s{0,4}["']?bearer\b/g, () => 'smallbearer'],
  // A wildcard with one label behind it.
  [/^\s{0,9}(?:DNS:)?\*\.[\w-]{1,63}\s{0,9}$/g, () => 'shortwildcard'],
  [/^\s{0,9}(?:service[.:]\s{0,9})?apiKey\b\s{0,4}(?:[:=][^\n]{0,200})?$/g, () => 'camelcasekey'],
]
