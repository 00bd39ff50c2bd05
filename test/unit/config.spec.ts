import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  type ConfigRefused,
  loadConfig,
  projectRoot,
  servesPlainly,
  servesSecurely,
} from '../../src/platform/config/config';
import { loaSettings, variables } from '../../src/platform/config/schema';
import { certificateWarning, readCertificate } from '../../src/platform/http/certificate';
import { ServedCertificate } from '../../src/platform/http/served-certificate';
import type { Logger } from '../../src/platform/logging/logger';
import { selfSigned } from '../support/certificates';
import { FakeClock } from '../support/fake-clock';

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
    ['127.0.0.1', null, null, false],
    ['localhost', null, null, false],
    ['0.0.0.0', null, null, true],
    ['192.168.1.5', 'http://loa.example', null, true],
    ['0.0.0.0', 'https://loa.example', null, false],
    ['0.0.0.0', null, '/tls/cert.pem', false],
  ])(
    'at %s with the origin %s and the certificate %s serves plain HTTP to others: %s',
    (host, origin, file, plainly) => {
      const settings = { host, publicOrigin: origin, tlsCertFile: file };
      expect(servesPlainly(settings)).toBe(plainly);
      expect(servesSecurely(settings)).toBe(file !== null || origin === 'https://loa.example');
    },
  );

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
    const tls = { LOA_TLS_CERT_FILE: 'tls/cert.pem', LOA_TLS_KEY_FILE: '/keys/key.pem' };
    expect(loadConfig(tls, '/srv')).toMatchObject({ tlsCertFile: '/srv/tls/cert.pem', tlsKeyFile: '/keys/key.pem' });
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

  it('refuses half of what HTTPS needs, and people who are sent to plain HTTP beside it', () => {
    const both = { LOA_TLS_CERT_FILE: '/c.pem', LOA_TLS_KEY_FILE: '/k.pem' };
    expect(faultsOf({ LOA_TLS_CERT_FILE: '/c.pem' })).toEqual([
      "LOA_TLS_KEY_FILE is not set; with LOA_TLS_CERT_FILE it takes the PEM file of the certificate's key",
    ]);
    expect(faultsOf({ LOA_TLS_KEY_FILE: '/k.pem' })).toEqual([
      'LOA_TLS_CERT_FILE is not set; with LOA_TLS_KEY_FILE it takes the PEM file of a certificate',
    ]);
    expect(faultsOf({ ...both, LOA_PUBLIC_ORIGIN: 'http://loa.example' })).toEqual([
      'LOA_PUBLIC_ORIGIN got "http://loa.example", takes an origin that begins with https: beside LOA_TLS_CERT_FILE',
    ]);
    expect(faultsOf({ ...both, LOA_PUBLIC_ORIGIN: 'https://loa.example' })).toEqual([]);
  });

  it('names every fault at once and lets the settings of tests pass', () => {
    expect(faultsOf({ PORT: 'x', LOA_LOG_LEVEL: 'loud', LOA_TEST_LONG: '1' })).toHaveLength(2);
  });
});

describe('the own certificate', () => {
  const dayMs = 86_400_000;
  const clock = new FakeClock();
  const first = selfSigned(clock.nowMs() - dayMs, clock.nowMs() + 90 * dayMs);
  const second = selfSigned(clock.nowMs() - dayMs, clock.nowMs() + 10 * dayMs);
  let files: { certFile: string; keyFile: string };

  beforeEach(() => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-tls-'));
    files = { certFile: path.join(folder, 'cert.pem'), keyFile: path.join(folder, 'key.pem') };
    put(first.cert, first.key);
  });
  afterEach(() => fs.rmSync(path.dirname(files.certFile), { recursive: true }));
  const put = (cert: string, key: string): void => {
    fs.writeFileSync(files.certFile, cert);
    fs.writeFileSync(files.keyFile, key);
  };

  it('is read with its key and its dates; what cannot be served is refused in one line that names the file', () => {
    expect(readCertificate(files).validToMs).toBe(clock.nowMs() + 90 * dayMs);
    const { certFile, keyFile } = files;
    const refusal = (over: Partial<typeof files> = {}): string => {
      try {
        readCertificate({ ...files, ...over });
        return 'none';
      } catch (error) {
        return (error as ConfigRefused).faults.join('\n');
      }
    };
    const folder = path.dirname(certFile);
    expect(refusal({ certFile: `${folder}/none` })).toBe(
      `LOA_TLS_CERT_FILE got "${folder}/none", where there is no file`,
    );
    expect(refusal({ keyFile: folder })).toBe(`LOA_TLS_KEY_FILE got "${folder}", which is a folder`);
    expect(refusal({ certFile: keyFile })).toMatch(/^LOA_TLS_CERT_FILE got ".*", takes a certificate in PEM/);
    expect(refusal({ keyFile: certFile })).toMatch(/^LOA_TLS_KEY_FILE got ".*", takes a private key in PEM without a/);
    put(first.cert, second.key);
    expect(refusal()).toBe(
      `LOA_TLS_KEY_FILE got "${keyFile}", which is not the key of the first certificate in ${certFile}`,
    );
  });

  it.each([
    [10, 90, 'valid only from 2026-01-15'],
    [-1, 90, null],
    [-1, 15, null],
    [-1, 13, 'expires on 2026-01-18'],
    [-90, -1, 'expired on 2026-01-04'],
  ])('valid from day %d to day %d from today, it is warned of: %s', (from, to, words) => {
    const dates = { validFromMs: clock.nowMs() + from * dayMs, validToMs: clock.nowMs() + to * dayMs };
    const warning = certificateWarning(dates, clock.nowMs(), 'Asia/Ho_Chi_Minh');
    expect(warning).toEqual(words === null ? null : expect.stringContaining(words));
  });

  it('is served anew within the hour once both files are renewed, and stays while they do not fit', async () => {
    const served: string[] = [];
    const said: string[] = [];
    const log = (_fields: object, words: string): void => void said.push(words);
    const settings = { tlsCertFile: files.certFile, tlsKeyFile: files.keyFile, zone: 'Asia/Ho_Chi_Minh' };
    const certificate = ServedCertificate.open(settings, clock);
    const server = { setSecureContext: ({ cert }: { cert?: unknown }) => void served.push(String(cert)) };
    certificate?.follow(server, { info: log, warn: log } as unknown as Logger);
    await clock.advance(3_600_000);
    expect([served, said]).toEqual([[], []]);
    put(second.cert, first.key);
    await clock.advance(3_600_000);
    expect(served).toEqual([]);
    expect(said).toEqual(['the certificate on disk cannot be served; the one from before stays']);
    put(second.cert, second.key);
    await clock.advance(3 * 3_600_000);
    expect(served).toEqual([second.cert]);
    expect(said.slice(1)).toEqual([
      'a renewed certificate is served',
      expect.stringContaining('expires on 2026-01-15'),
    ]);
    certificate?.close();
    put(first.cert, first.key);
    await clock.advance(2 * 3_600_000);
    expect(served).toHaveLength(1);
    expect(ServedCertificate.open({ ...settings, tlsCertFile: null, tlsKeyFile: null }, clock)).toBeNull();
  });
});
