/** The command alone, as a process: what `loa slots preview` runs. */
import { Command } from 'commander';
import { registerSlots } from '../../../src/cli/commands/slots';

const program = new Command();
registerSlots(program);
program.parse();
