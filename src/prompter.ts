/** Questions to a person; `src/cli/prompts.ts` asks them on a terminal. */
export interface Prompter {
  input(question: {
    message: string
    default?: string
    validate?: (text: string) => true | string
  }): Promise<string>
  confirm(question: { message: string; default: boolean }): Promise<boolean>
  select<T extends string>(question: {
    message: string
    default?: T
    choices: readonly { value: T; name: string }[]
  }): Promise<T>
  /** A secret: nothing typed is shown. */
  password(question: { message: string }): Promise<string>
}
