import pino, { type DestinationStream, type Logger } from 'pino';

export type { Logger };

export type LogLevel = 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Field names whose values never reach a log, at the top and one or two levels down. */
const secret = ['password', 'passwordHash', 'token', 'secret', 'cookie', 'authorization', 'signature', 'privateKey'];

/**
 * A pino logger that writes JSON lines to `destination` (default: standard error, since standard output belongs to commands).
 * Secrets are replaced by `[redacted]`. Works without Nest, so the player uses it too.
 */
export function createLogger(options: { level: LogLevel; name: string; destination?: DestinationStream }): Logger {
  const paths = secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino(
    {
      level: options.level,
      base: { name: options.name },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: [...paths, 'res.headers["set-cookie"]'], censor: '[redacted]' },
    },
    options.destination ?? pino.destination({ dest: 2, sync: true }),
  );
}
