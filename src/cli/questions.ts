/** Of @inquirer/prompts what is asked with here: its editor alone would be a third of the package. */
export { confirm, input, password, select } from '@inquirer/prompts'
