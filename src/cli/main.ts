#!/usr/bin/env node
/** `loa`: the program's commands. */
import { Command } from 'commander';
import { registerMedia } from './commands/media';
import { registerOpenApi } from './commands/openapi';
import { registerSlots } from './commands/slots';
import { loadConfig } from '../platform/config/config';

const program = new Command('loa').description('Truyền thanh cơ sở / grassroots radio and loudspeakers');
registerSlots(program);
registerMedia(program, () => loadConfig(process.env));
registerOpenApi(program);
void program.parseAsync();
