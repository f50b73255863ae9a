import type { Entry } from '../entry.ts'

/** Why the server cannot read its configuration: it prints `Error: …` and ends with 1 (config 0.15, yaml-rust2 0.11). */
export const CONFIG: readonly Entry[] = [
  {
    id: 'settings/duplicate-key',
    title: 'A key is twice in one mapping of the file',
    texts: ['duplicated key in mapping'],
    causes: [
      {
        cause: 'Two blocks were pasted together: the second one is where the text points.',
        tell: 'the line and the file are in the text',
        check: 'qdrant-auth config validate',
      },
    ],
  },
  {
    id: 'settings/documents',
    title: 'The file has more than one YAML document, or an empty one',
    texts: ['got * YAML documents, expected 1'],
    causes: [
      {
        cause: 'A line --- stands in the middle, or is all there is.',
        tell: 'grep -n -- --- in the file',
        check: 'qdrant-auth config validate',
      },
    ],
  },
  {
    id: 'settings/quotes',
    title: 'A value begins with a character that YAML keeps for itself',
    texts: [
      'unexpected character: ` at byte',
      'unexpected character: @ at byte',
      'unexpected character * at byte * line',
      'found unknown anchor',
      'as floating point number failed',
      'unsupported hash key type',
      'invalid trailing content after double-quoted scalar',
    ],
    causes: [
      {
        cause: 'A key or password without quotes begins with @ ` % * & ! { or [, or is a word such as .inf.',
        tell: 'the line in the text; put the value in double quotes',
        check: 'qdrant-auth config validate --fix --dry-run',
      },
    ],
  },
  {
    id: 'settings/yaml',
    title: 'The file is no YAML, so the server does not start',
    texts: [
      'mapping values are not allowed in this context',
      'while parsing a flow mapping',
      'while parsing a flow sequence',
      'while parsing a node',
      'while parsing node',
      'while parsing a block mapping',
      'while parsing a quoted scalar',
      'while scanning a block scalar',
      'while scanning a quoted scalar',
      'while scanning a simple key',
      'tabs disallowed within this context',
      'must be followed by a valid YAML whitespace',
      'simple key expect',
      'recursion limit exceeded',
      'comments must be separated from other tokens by whitespace',
      'invalid trailing content',
      'did not find expected',
    ],
    causes: [
      {
        cause:
          'A tab, a missing blank after a colon, a wrong indentation, or a quote that is not closed, at or shortly before the place named.',
        tell: 'config validate shows the line',
        check: 'qdrant-auth config validate',
      },
      {
        cause: 'A template or a shell wrote the file, and a key with special characters broke it.',
        tell: 'the line holds a key; put it in double quotes',
        check: 'qdrant-auth config validate --fix --dry-run',
      },
    ],
  },
  {
    id: 'settings/empty-value',
    title: 'A setting is null and may not be',
    texts: ['invalid type: unit value, expected'],
    causes: [
      {
        cause:
          'The setting, or a whole section such as service:, has nothing behind its colon. A comment may have swallowed the value.',
        tell: 'the text names the setting',
        check: 'qdrant-auth config validate',
      },
    ],
  },
  {
    id: 'settings/environment-type',
    title: 'A variable has a value of the wrong type',
    texts: [
      'invalid type * in the environment',
      'expected an integer for key * in the environment',
      'expected a boolean for key * in the environment',
      'env variable * contains non-Unicode data',
    ],
    causes: [
      {
        cause:
          'Variables are taken as they stand: quotes, blanks and the word null belong to the value, and an empty one is no number.',
        tell: 'the text names the setting; its variable is QDRANT__ with two underscores between the words',
        check: 'qdrant-auth config validate --environment',
      },
      {
        cause: 'Kubernetes sets variables for a service named qdrant, such as QDRANT_PORT=tcp://…',
        tell: 'the value begins with tcp://',
        check: 'env | grep -i ^QDRANT',
      },
    ],
  },
  {
    id: 'settings/type',
    title: 'A setting has a value of the wrong type',
    texts: [
      'invalid type: * expected',
      'invalid type * for key',
      'expected an unsigned * integer for key',
      'invalid value: * expected',
      'invalid length * expected struct',
    ],
    causes: [
      {
        cause:
          'A list or mapping where a text belongs, a text where a number belongs, or a number out of range.',
        tell: 'the text names the setting, and often the file',
        check: 'qdrant-auth config validate',
      },
      {
        cause: 'The key begins with { or [ and has no quotes.',
        tell: 'the setting is a key, and the type a map or a sequence',
        check: 'qdrant-auth config validate --fix --dry-run',
      },
    ],
  },
  {
    id: 'settings/missing',
    title: 'A setting that the server needs was taken away',
    texts: ['missing configuration field', 'missing field'],
    causes: [
      {
        cause:
          'A layer has null for the section above it, such as storage: with nothing behind it, or a variable replaces the whole section.',
        tell: 'config show names the origin of the section',
        check: 'qdrant-auth config show --environment',
      },
    ],
  },
]
