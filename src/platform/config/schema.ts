import { z } from 'zod';

const whole = (minimum: number, maximum: number) => z.int().min(minimum).max(maximum);
/** Nothing goes within a month, whatever somebody types. */
const keptDays = whole(30, 36_500)
  .nullable()
  .meta({ takes: 'a whole number of days from 30 to 36500, or none to keep them' });
const zone = z.string().refine(isZone, { error: 'an IANA time zone such as Asia/Ho_Chi_Minh' });

/**
 * Every setting of the service, one schema for defaults and environment. `meta.takes` completes "… takes": what to write instead.
 * Lengths are in the unit of the name; sizes in bytes.
 */
export const loaSettings = z.strictObject({
  /** Database file, keys, store of the players. Relative in the environment: to the working folder. */
  dataDir: z.string().min(1).meta({ takes: 'a folder' }),
  /** null: SQLite in `dataDir`. */
  databaseUrl: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/)
    .nullable()
    .meta({ takes: 'a postgres:// address' }),
  host: z
    .string()
    .regex(/^[\w.:-]+$/)
    .meta({ takes: 'an address to listen on, such as 127.0.0.1 or 0.0.0.0' }),
  /** 0: any free port. */
  port: whole(0, 65_535).meta({ takes: 'a whole number from 0 to 65535' }),
  /** The one address people open, or null: then a page's origin must be the host it calls. */
  publicOrigin: z
    .string()
    .refine(isOrigin)
    .nullable()
    .meta({ takes: 'an origin such as https://loa.example, nothing after the host and port' }),
  /** PEM: the station's certificate and those between it and its authority. null: plain HTTP, alone or behind a proxy. */
  tlsCertFile: z.string().min(1).nullable().meta({ takes: 'the PEM file of a certificate' }),
  /** PEM, without passphrase. */
  tlsKeyFile: z.string().min(1).nullable().meta({ takes: "the PEM file of the certificate's key" }),
  /** Proxies in front whose X-Forwarded-For is believed. */
  trustedProxies: whole(0, 10).meta({ takes: 'a whole number from 0 to 10' }),
  /** Zone of slots that name none. */
  zone: zone.meta({ takes: 'an IANA time zone such as Asia/Ho_Chi_Minh' }),
  stationName: z.string().min(1).max(200).meta({ takes: 'a name of 1 to 200 characters' }),
  logLevel: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'])
    .meta({ takes: 'one of silent, fatal, error, warn, info, debug, trace' }),
  /** null: the system's ffmpeg, else the one from npm. */
  ffmpegPath: z.string().min(1).nullable().meta({ takes: 'the path of an ffmpeg program' }),
  /** null: whichever works. */
  sqliteDriver: z.enum(['sqlite3', 'libsql']).nullable().meta({ takes: 'sqlite3 or libsql' }),
  /** Bring the schema up to date at start (after a copy of a SQLite file); off: a schema behind is refused. */
  autoMigrate: z.boolean().meta({ takes: 'on or off' }),
  sessionHours: whole(1, 8760).meta({ takes: 'a whole number of hours from 1 to 8760' }),
  /** X2: for how long a second step holds in its session. */
  secondStepMinutes: whole(1, 60).meta({ takes: 'a whole number of minutes from 1 to 60' }),
  passwordMinimum: whole(8, 200).meta({ takes: 'a whole number from 8 to 200' }),
  /** Wrong passwords for one user name before it must wait. */
  loginAttempts: whole(3, 1000).meta({ takes: 'a whole number from 3 to 1000' }),
  /** Wrong passwords from one address; a commune's office shares one. */
  loginAttemptsPerAddress: whole(3, 100_000).meta({ takes: 'a whole number from 3 to 100000' }),
  loginPauseSeconds: whole(1, 86_400).meta({ takes: 'a whole number of seconds from 1 to 86400' }),
  /** S5: how long before its start a rundown is frozen. */
  freezeMinutes: whole(0, 1440).meta({ takes: 'a whole number of minutes from 0 to 1440' }),
  /** S5: days for which rundowns exist ahead. */
  horizonDays: whole(7, 60).meta({ takes: 'a whole number of days from 7 to 60' }),
  /** P1: after how many days a source of relays is listened to anew. */
  relayMeasureDays: whole(1, 365).meta({ takes: 'a whole number of days from 1 to 365' }),
  /** P8: how long a device may stay silent before what it was to air counts as unreported. */
  unreportedHours: whole(1, 8760).meta({ takes: 'a whole number of hours from 1 to 8760' }),
  /** X2: how long whoever orders for more than one commune waits for a second person before going ahead alone, by name. */
  breakGlassMinutes: whole(0, 1440).meta({ takes: 'a whole number of minutes from 0 to 1440' }),
  /** The longest an emergency or a play-now may be in force. */
  orderHours: whole(1, 168).meta({ takes: 'a whole number of hours from 1 to 168' }),
  /** B2: minutes without an answer before the next approver of the list is asked. */
  approvalReminderMinutes: whole(1, 10_080).meta({ takes: 'a whole number of minutes from 1 to 10080' }),
  /** null: no mail is sent. User and password may stand in it. */
  smtpUrl: z
    .string()
    .regex(/^smtps?:\/\/\S+$/)
    .refine((text) => URL.canParse(text))
    .nullable()
    .meta({ takes: 'an address such as smtps://user:password@mail.example' }),
  /** Sender of mails; needed with `smtpUrl`. */
  mailFrom: z.email().nullable().meta({ takes: 'the mail address of the station' }),
  /** Web push to http addresses and to addresses of the own network too. */
  pushInside: z.boolean().meta({ takes: 'on or off' }),
  uploadLimitBytes: whole(1_000_000, 10_000_000_000).meta({
    takes: 'a whole number of bytes from 1000000 to 10000000000',
  }),
  /** What one person may send in any 24 hours: four of the largest files, or a working day of raw recordings. */
  uploadQuotaUserBytesPerDay: whole(1_000_000, 1_000_000_000_000_000).meta({
    takes: 'a whole number of bytes from 1000000 to 1000000000000000',
  }),
  /** Originals kept for one area, without those of its sub-areas: ten recordings of 10 MB a day fill it in about three years. */
  uploadQuotaAreaBytes: whole(1_000_000, 1_000_000_000_000_000).meta({
    takes: 'a whole number of bytes from 1000000 to 1000000000000000',
  }),
  /** Days after its last use for which an original is kept; null: for ever. The ledger is kept whatever stands here. */
  retainOriginalsDays: keptDays,
  /** The same of what devices play, with its waveform. */
  retainMastersDays: keptDays,
  /** The same of the small renditions for thin lines; never longer than the master. */
  retainRenditionsDays: keptDays,
  /** Days for which the files of kept reports stay in their folder; the newest of each stays. */
  retainPapersDays: keptDays,
  jsonLimitBytes: whole(10_000, 100_000_000).meta({ takes: 'a whole number of bytes from 10000 to 100000000' }),
  /** Players inside this process, one worker for each embedded device. */
  embeddedPlayers: z.boolean().meta({ takes: 'on or off' }),
  /** null: audio/library with the default `dataDir`, else `library` in it. */
  audioLibraryDir: z.string().min(1).nullable().meta({ takes: 'a folder' }),
  /** Where embedded players sound; auto: a sound card when there is one, and a file. */
  sinks: z.enum(['file', 'null', 'alsa', 'auto']).meta({ takes: 'one of file, null, alsa, auto' }),
});

export type LoaSettings = z.infer<typeof loaSettings>;
export type SettingName = keyof LoaSettings;

/** The environment variable of each setting. */
export const variables: Record<SettingName, string> = {
  dataDir: 'LOA_DATA_DIR',
  databaseUrl: 'LOA_DATABASE_URL',
  host: 'LOA_HOST',
  port: 'PORT',
  publicOrigin: 'LOA_PUBLIC_ORIGIN',
  tlsCertFile: 'LOA_TLS_CERT_FILE',
  tlsKeyFile: 'LOA_TLS_KEY_FILE',
  trustedProxies: 'LOA_TRUSTED_PROXIES',
  zone: 'LOA_ZONE',
  stationName: 'LOA_STATION_NAME',
  logLevel: 'LOA_LOG_LEVEL',
  ffmpegPath: 'FFMPEG_PATH',
  sqliteDriver: 'LOA_SQLITE_DRIVER',
  autoMigrate: 'LOA_AUTO_MIGRATE',
  sessionHours: 'LOA_SESSION_HOURS',
  secondStepMinutes: 'LOA_SECOND_STEP_MINUTES',
  passwordMinimum: 'LOA_PASSWORD_MINIMUM',
  loginAttempts: 'LOA_LOGIN_ATTEMPTS',
  loginAttemptsPerAddress: 'LOA_LOGIN_ATTEMPTS_PER_ADDRESS',
  loginPauseSeconds: 'LOA_LOGIN_PAUSE_SECONDS',
  freezeMinutes: 'LOA_FREEZE_MINUTES',
  horizonDays: 'LOA_HORIZON_DAYS',
  relayMeasureDays: 'LOA_RELAY_MEASURE_DAYS',
  unreportedHours: 'LOA_UNREPORTED_HOURS',
  breakGlassMinutes: 'LOA_BREAK_GLASS_MINUTES',
  orderHours: 'LOA_ORDER_HOURS',
  approvalReminderMinutes: 'LOA_APPROVAL_REMINDER_MINUTES',
  smtpUrl: 'LOA_SMTP_URL',
  mailFrom: 'LOA_MAIL_FROM',
  pushInside: 'LOA_PUSH_INSIDE',
  uploadLimitBytes: 'LOA_UPLOAD_LIMIT_BYTES',
  uploadQuotaUserBytesPerDay: 'LOA_UPLOAD_QUOTA_USER_BYTES_PER_DAY',
  uploadQuotaAreaBytes: 'LOA_UPLOAD_QUOTA_AREA_BYTES',
  retainOriginalsDays: 'LOA_RETAIN_ORIGINALS_DAYS',
  retainMastersDays: 'LOA_RETAIN_MASTERS_DAYS',
  retainRenditionsDays: 'LOA_RETAIN_RENDITIONS_DAYS',
  retainPapersDays: 'LOA_RETAIN_PAPERS_DAYS',
  jsonLimitBytes: 'LOA_JSON_LIMIT_BYTES',
  embeddedPlayers: 'LOA_EMBEDDED_PLAYERS',
  audioLibraryDir: 'LOA_AUDIO_LIBRARY_DIR',
  sinks: 'LOA_SINKS',
};

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}
