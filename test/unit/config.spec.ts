import fs from 'node:fs';
import path from 'node:path';
import { type ConfigRefused, loadConfig, projectRoot, servesPlainly } from '../../src/platform/config/config';
import { loaSettings, variables } from '../../src/platform/config/schema';

const faultsOf = (env: Record<string, string>): string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigRefused).faults;
  }
};

describe('configuration', () => {
  it('takes the defaults when the environment says nothing', () => {
    const config = loadConfig({ LOA_HOST: ' ', HOME: '/root' });
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: null,
      zone: 'Asia/Ho_Chi_Minh',
      freezeMinutes: 10,
    });
    expect(config.dataDir).toBe(path.join(projectRoot, 'data/loa'));
    expect(config.audioLibraryDir).toBe(path.join(projectRoot, 'audio/library'));
  });

  it.each([
    ['127.0.0.1', null, false],
    ['localhost', null, false],
    ['0.0.0.0', null, true],
    ['192.168.1.5', 'http://loa.example', true],
    ['0.0.0.0', 'https://loa.example', false],
  ])('at %s with the origin %s serves plain HTTP to others: %s', (host, publicOrigin, plainly) => {
    expect(servesPlainly({ host, publicOrigin })).toBe(plainly);
  });

  it('keeps defaults, schema and variables the same set, and every default valid', () => {
    const defaults = JSON.parse(fs.readFileSync(path.join(projectRoot, 'config/defaults/loa.json'), 'utf8')) as object;
    expect(Object.keys(defaults).sort()).toEqual(Object.keys(loaSettings.shape).sort());
    expect(Object.keys(variables).sort()).toEqual(Object.keys(loaSettings.shape).sort());
    for (const [name, schema] of Object.entries(loaSettings.shape)) {
      expect([name, schema.meta()?.takes]).toEqual([name, expect.any(String)]);
    }
  });

  it('reads numbers, switches, nulls and folders from the environment', () => {
    const env = {
      PORT: '0',
      LOA_EMBEDDED_PLAYERS: 'off',
      LOA_DATA_DIR: 'station',
      LOA_DATABASE_URL: 'postgres://loa:secret@db/loa',
      LOA_PUBLIC_ORIGIN: 'https://loa.example/',
      LOA_SQLITE_DRIVER: 'none',
      FFMPEG_PATH: '/opt/ffmpeg',
    };
    expect(loadConfig(env, '/srv')).toMatchObject({
      port: 0,
      embeddedPlayers: false,
      dataDir: '/srv/station',
      audioLibraryDir: '/srv/station/library',
      databaseUrl: 'postgres://loa:secret@db/loa',
      publicOrigin: 'https://loa.example',
      sqliteDriver: null,
      ffmpegPath: '/opt/ffmpeg',
    });
    expect(loadConfig({ LOA_AUDIO_LIBRARY_DIR: 'lib', LOA_DATA_DIR: '/d' }, '/srv').audioLibraryDir).toBe('/srv/lib');
  });

  it.each([
    ['PORT', 'abc', 'PORT got "abc", takes a whole number from 0 to 65535'],
    ['PORT', '70000', 'PORT got "70000", takes a whole number from 0 to 65535'],
    ['PORT', '3e3', 'PORT got "3e3", takes a whole number from 0 to 65535'],
    ['LOA_ZONE', 'Hanoi', 'LOA_ZONE got "Hanoi", takes an IANA time zone such as Asia/Ho_Chi_Minh'],
    ['LOA_SINKS', 'speaker', 'LOA_SINKS got "speaker", takes one of file, null, alsa, auto'],
    ['LOA_EMBEDDED_PLAYERS', 'maybe', 'LOA_EMBEDDED_PLAYERS got "maybe", takes on or off'],
    ['LOA_DATABASE_URL', 'mysql://loa:hunter2@db', 'LOA_DATABASE_URL got something else, takes a postgres:// address'],
    [
      'LOA_PUBLIC_ORIGIN',
      'https://loa.example/app',
      'LOA_PUBLIC_ORIGIN got "https://loa.example/app", takes an origin such as https://loa.example, nothing after the host and port',
    ],
    ['LOA_FREEZE_MINUTES', '-1', 'LOA_FREEZE_MINUTES got "-1", takes a whole number of minutes from 0 to 1440'],
    ['LOA_PORT', '1', 'LOA_PORT is not a setting of Loa (there are PORT)'],
    ['LOA_LIBRARY_DIR', 'x', 'LOA_LIBRARY_DIR is not a setting of Loa (there are LOA_DATA_DIR, LOA_AUDIO_LIBRARY_DIR)'],
  ])('refuses %s=%s in one line', (name, value, line) => {
    expect(faultsOf({ [name]: value })).toEqual([line]);
  });

  it('names every fault at once and lets the settings of tests pass', () => {
    expect(faultsOf({ PORT: 'x', LOA_LOG_LEVEL: 'loud', LOA_TEST_LONG: '1' })).toHaveLength(2);
  });
});
