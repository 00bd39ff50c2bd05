import type { Command } from 'commander';
import { usernameSchema } from '../../contracts/http/accounts';
import type { PasswordsService } from '../../features/accounts';
import { commandLine, reportFaults } from './import-output';

export type OpenPasswords = <T>(mode: 'write', work: (passwords: PasswordsService) => Promise<T>) => Promise<T>;

/** Adds `loa user reset`: the way back in when nobody above can help. */
export function registerUser(program: Command, open: OpenPasswords): void {
  program
    .command('user')
    .description('người dùng / users')
    .command('reset')
    .description('cấp mã một lần để đặt lại mật khẩu / give a one-time code to set a new password')
    .argument('<username>', 'tên đăng nhập / user name')
    .action((username: string) =>
      reportFaults('user reset', async () => {
        // As at log-in: capitals and blanks around it do not matter.
        const name = usernameSchema.safeParse(username).data ?? username;
        const { code, expiresAt } = await open('write', (service) => service.createOneTimeReset(commandLine, name));
        const until = new Intl.DateTimeFormat('vi', { dateStyle: 'short', timeStyle: 'short' }).format(expiresAt);
        process.stdout.write(`${code}   (dùng một lần, đến ${until} / once, until then)\n`);
      }),
    );
}
