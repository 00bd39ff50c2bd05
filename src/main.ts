/** The service: `npm start`. */
import { ConfigRefused, loadConfig, servesPlainly, type LoaConfig } from './platform/config/config';
import { type FirstStart, startService, StartRefused, type RunningService } from './service';

async function main(): Promise<void> {
  const config = readConfig();
  const service = await startService(config, undefined, tellOnce);
  announce(config, service);
  renewWhenTold(service);
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      void service.close().then(() => process.exit(0));
    });
  }
}

/** A service that no terminal holds looks at its certificate when told; one that a terminal holds ends with it, as without certificate. */
function renewWhenTold({ certificate }: RunningService): void {
  if (certificate && !process.stdin.isTTY) process.on('SIGHUP', () => certificate.look());
}

function readConfig(): LoaConfig {
  return loadConfig(process.env, process.env.INIT_CWD ?? process.cwd());
}

function announce(config: LoaConfig, { parts, url, certificate }: RunningService): void {
  const place = config.databaseUrl ? 'PostgreSQL' : config.dataDir;
  console.log(`Loa: ${config.stationName} — ${url} (API: ${url}/api/docs)`);
  console.log(
    `Loa: data in ${place} (${parts.database.driverName}), ${parts.ffmpeg.kind} ffmpeg ${parts.ffmpeg.version}`,
  );
  const warning = certificate?.warning();
  if (warning) console.log(`Loa: ${warning}`);
  if (servesPlainly(config)) {
    console.log(
      'Loa: plain HTTP beyond this machine: passwords travel readable and phones cannot record; set LOA_TLS_CERT_FILE and LOA_TLS_KEY_FILE, or put Caddy in front: README, "For real" / HTTP không mã hóa: điện thoại không ghi âm được; dùng chứng chỉ riêng hoặc Caddy, xem README',
    );
  }
}

/** What only the first start tells, as soon as it exists. */
function tellOnce({ admin, recoveryKey }: Partial<FirstStart>): void {
  if (admin) {
    console.log(`Loa: first start. Log in as / đăng nhập: ${admin.username}   password / mật khẩu: ${admin.password}`);
  }
  if (recoveryKey) {
    console.log(
      'Loa: recovery key of the station, shown only now; keep it on paper / khóa khôi phục, chỉ hiện một lần:',
    );
    console.log(`     ${recoveryKey}`);
  }
}

main().catch((error: unknown) => {
  const clear = error instanceof StartRefused || error instanceof ConfigRefused;
  console.error(clear ? `loa: ${error.message.replaceAll('\n', '\nloa: ')}` : error);
  process.exit(1);
});
