/** `loa openapi`: writes the description of the API that is kept in docs and compared in the check. */
import fs from 'node:fs';
import path from 'node:path';
import { type Command } from 'commander';
import { projectRoot } from '../../platform/config/config';
import { openApiText } from '../../platform/http/openapi-file';

/** Adds `openapi` to the program. */
export function registerOpenApi(program: Command): void {
  program
    .command('openapi')
    .description('ghi mô tả API ra tệp / write the description of the API')
    .option('--out <file>', 'tệp ghi ra / file to write', path.join(projectRoot, 'docs/openapi.json'))
    .action((options: { out: string }) => {
      fs.writeFileSync(options.out, openApiText());
      console.log(options.out);
    });
}
