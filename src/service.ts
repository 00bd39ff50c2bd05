import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { AppModule, type ServiceParts } from './app.module';
import { entities } from './entities';
import { UsersService } from './features/accounts';
import { DevicesService, StationKeys } from './features/devices';
import { FfmpegNormaliser } from './features/media';
import { EmbeddedDevices, UnchangedManifests } from './features/playout';
import { PlannerService } from './features/schedule';
import { migrations } from './migrations';
import type { BackupSet } from './platform/backup/backup-set';
import { restoreBackup } from './platform/backup/restore-backup';
import type { Clock } from './platform/clock/clock';
import { SystemClock } from './platform/clock/system-clock';
import { projectRoot, type LoaConfig } from './platform/config/config';
import { openDatabase, SchemaMismatch, type Database } from './platform/database/database';
import { StoreLock } from './platform/database/store-lock';
import { EventDispatcher } from './platform/events/event-dispatcher';
import { findFfmpeg } from './platform/ffmpeg/find-ffmpeg';
import { configureHttp } from './platform/http/configure-http';
import { ServedCertificate } from './platform/http/served-certificate';
import { JobRunner } from './platform/jobs/job-runner';
import { ServiceStart } from './platform/lifecycle/service-start';
import { createLogger } from './platform/logging/logger';
import { FileAudioStore } from './platform/storage/file-audio-store';

/** Start-up refuses with one clear line; the program prints it and ends with exit code 1. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

/**
 * `serve` and `write` hold the data folder alone; `read` looks at the database while a service may be running, and changes nothing,
 * the schema included.
 */
export type OpenMode = 'serve' | 'write' | 'read';

/**
 * Opens what the service stands on: the data folder's lock, ffmpeg, the database with its schema.
 * Throws StartRefused when one of them is missing.
 */
export async function openParts(
  config: LoaConfig,
  mode: OpenMode,
  clock: Clock = new SystemClock(),
): Promise<ServiceParts> {
  const logger = createLogger({ level: config.logLevel, name: 'loa' });
  const lock = takeLock(config, mode);
  try {
    const ffmpeg = await findFfmpeg({ ffmpegPath: config.ffmpegPath }).catch((error: unknown) => {
      throw new StartRefused(error instanceof Error ? error.message : String(error));
    });
    const database = await openStore({ ...config, autoMigrate: config.autoMigrate && mode !== 'read' }, clock);
    const events = new EventDispatcher(database, clock, (event, error) =>
      logger.error(
        { err: error, event: event.type, sequence: event.sequence },
        'an event was not delivered; it will be tried again',
      ),
    );
    const jobs = new JobRunner(database, clock, (kind, error) =>
      logger.error({ err: error, job: kind }, 'a job failed'),
    );
    const normaliser = new FfmpegNormaliser(ffmpeg, path.join(config.dataDir, 'work'));
    const store = new FileAudioStore(config.audioLibraryDir);
    if (lock && mode === 'serve') await Promise.all([normaliser.sweep(), store.sweep()]);
    return { config, clock, logger, database, events, jobs, ffmpeg, store, normaliser, lock };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function takeLock(config: LoaConfig, mode: OpenMode): StoreLock | null {
  if (config.databaseUrl || mode === 'read') return null;
  const lock = StoreLock.take(config.dataDir);
  if (lock) return lock;
  const remedy =
    mode === 'serve'
      ? 'stop it, or choose another folder with LOA_DATA_DIR'
      : 'stop it first, or do this through its pages';
  throw new StartRefused(`another Loa is working on ${config.dataDir}; ${remedy}`);
}

async function openStore(config: LoaConfig, clock: Clock): Promise<Database> {
  const location = config.databaseUrl ? { url: config.databaseUrl } : { file: path.join(config.dataDir, 'loa.db') };
  try {
    return await openDatabase(
      { location, entities, migrations, clock, ...(config.sqliteDriver ? { sqliteDriver: config.sqliteDriver } : {}) },
      { migrate: config.autoMigrate },
    );
  } catch (error) {
    if (!(error instanceof SchemaMismatch)) throw error;
    const remedy =
      error.kind === 'behind'
        ? 'run `npm run loa -- database migrate`, or start with LOA_AUTO_MIGRATE=on'
        : 'it was written by a newer Loa: start that one, or restore the copy made before the change';
    throw new StartRefused(`${error.message}; ${remedy}`);
  }
}

/**
 * Puts a station back into an empty place and brings its schema up to date. Throws the faults of `restoreBackup`, and StartRefused when a
 * Loa works there or the backup is of a newer one.
 */
export async function restoreStation(
  config: LoaConfig,
  from: string,
  onStep?: (step: string) => void,
): Promise<BackupSet> {
  const lock = takeLock(config, 'write');
  try {
    const set = await restoreBackup({
      ...config,
      from,
      prepareSchema: (wanted) => prepareSchema(config, wanted),
      ...(onStep ? { onStep } : {}),
    });
    await (await openStore({ ...config, autoMigrate: true }, new SystemClock())).close();
    return set;
  } finally {
    lock?.release();
  }
}

async function prepareSchema(config: LoaConfig, wanted: readonly string[]): Promise<void> {
  const known = migrations.filter((migration) => wanted.includes(migration.name));
  if (known.length !== wanted.length)
    throw new StartRefused('the backup was made by a newer Loa; restore it with that one');
  const location = { url: config.databaseUrl ?? '' };
  await (
    await openDatabase({ location, entities, migrations: known, clock: new SystemClock() }, { migrate: true })
  ).close();
}

/** The features over an open store without a listening server or clockwork: for commands. `close` ends everything it opened. */
export async function openContext(
  config: LoaConfig,
  mode: 'read' | 'write',
): Promise<{ app: INestApplicationContext; parts: ServiceParts; close: () => Promise<void> }> {
  const parts = await openParts(config, mode);
  const app = await NestFactory.createApplicationContext(AppModule.with(parts, { serves: false }), {
    logger: false,
    abortOnError: false,
  });
  const close = async (): Promise<void> => {
    await app.close();
    await closeParts(parts);
  };
  return { app, parts, close };
}

export interface RunningService {
  app: NestExpressApplication;
  parts: ServiceParts;
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  url: string;
  /** With the own certificate of the settings it listens for HTTPS alone. */
  certificate: ServedCertificate | null;
  /** What only the first start tells: the administrator's password and the key that can name a new station key (X3). */
  firstStart: FirstStart;
  close(): Promise<void>;
}

export interface FirstStart {
  admin: { username: string; password: string } | null;
  recoveryKey: string | null;
}

/** Where `src/web` is built to. */
const webDir = path.join(projectRoot, 'dist/web');

/**
 * Starts the whole service and answers once it listens.
 * @param onFirstStart told each secret before anything later can fail: a port that is taken must not lose what is shown only once
 */
export async function startService(
  config: LoaConfig,
  clock: Clock = new SystemClock(),
  onFirstStart: (told: Partial<FirstStart>) => void = () => undefined,
): Promise<RunningService> {
  const certificate = ServedCertificate.open(config, clock);
  const parts = await openParts(config, 'serve', clock);
  let app: NestExpressApplication | undefined;
  let firstStart: FirstStart;
  try {
    app = await NestFactory.create<NestExpressApplication>(AppModule.with(parts, { serves: true }), {
      ...(certificate ? { httpsOptions: certificate.options } : {}),
      bodyParser: false,
      forceCloseConnections: true,
      logger: false,
      abortOnError: false,
    });
    const unchanged = app.get(UnchangedManifests, { strict: false });
    configureHttp(app, {
      ...config,
      ...{ logger: parts.logger, clock: parts.clock, webDir },
      answerFirst: (request, response) => unchanged.answer(request, response),
    });
    await app.init();
    const admin = await app.get(UsersService, { strict: false }).ensureFirstAdmin();
    if (admin) onFirstStart({ admin });
    const keys = await app
      .get(StationKeys, { strict: false })
      .ensureStationKeys((recoveryKey) => onFirstStart({ recoveryKey }));
    firstStart = { admin, recoveryKey: keys?.recoveryKey ?? null };
    const orphans = await parts.jobs.orphans();
    if (orphans.length > 0)
      throw new StartRefused(
        `jobs wait that this Loa cannot do: ${orphans.join(', ')}; start the Loa that recorded them`,
      );
    planForDevices(app, config.horizonDays);
    parts.events.start();
    await app.get(ServiceStart, { strict: false }).run();
    await parts.jobs.start({ exclusive: parts.database.kind === 'sqlite' });
    if (config.embeddedPlayers) await startPlayers(app, parts);
    await listen(app, config);
  } catch (error) {
    await app?.close();
    await closeParts(parts);
    throw error;
  }
  const running = app;
  const { port } = running.getHttpServer().address() as AddressInfo;
  certificate?.follow(running.getHttpServer() as HttpsServer, parts.logger);
  return {
    app: running,
    parts,
    url: `${certificate ? 'https' : 'http'}://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    certificate,
    firstStart,
    close: async () => {
      certificate?.close();
      await running.get(EmbeddedDevices, { strict: false }).stop();
      await running.close();
      await closeParts(parts);
    },
  };
}

/** Rundowns exist as far ahead as the devices of an area are told (S5). */
function planForDevices(app: NestExpressApplication, atLeast: number): void {
  const devices = app.get(DevicesService, { strict: false });
  app.get(PlannerService, { strict: false }).planAheadBy((areaCode) => devices.daysAhead(areaCode, atLeast));
}

async function startPlayers(app: NestExpressApplication, { logger }: ServiceParts): Promise<void> {
  await app
    .get(EmbeddedDevices, { strict: false })
    .start((deviceId, error) => logger.error({ err: error, deviceId }, 'an embedded device needs attention'));
}

async function listen(app: NestExpressApplication, config: LoaConfig): Promise<void> {
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const at = `port ${config.port} on ${config.host}`;
    if (code === 'EADDRINUSE') throw new StartRefused(`${at} is taken; choose another with PORT`);
    if (code === 'EACCES') throw new StartRefused(`this user may not listen at ${at}; choose another with PORT`);
    throw error;
  }
}

/** Ends jobs and events, closes the database, and lets the data folder go. */
export async function closeParts(parts: ServiceParts): Promise<void> {
  await parts.jobs.stop();
  await parts.events.stop();
  await parts.database.close();
  parts.lock?.release();
}
