#!/usr/bin/env node
/** `loa`: the program's commands. */
import { Command } from 'commander';
import { registerSlots } from './commands/slots';

const program = new Command('loa').description('Truyền thanh cơ sở / grassroots radio and loudspeakers');
registerSlots(program);
void program.parseAsync();
