import { Command } from 'commander'
export const create = () => new Command('init')
