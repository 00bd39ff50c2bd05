import fs from 'node:fs';
import path from 'node:path';
import { loaSettings, type LoaSettings, type SettingName, variables } from './schema';

/** The settings with every folder absolute and every null that has one answer filled in. */
export type LoaConfig = Readonly<Omit<LoaSettings, 'audioLibraryDir'> & { audioLibraryDir: string }>;

/** For Nest: `@Inject(LOA_CONFIG) config: LoaConfig`. */
export const LOA_CONFIG = Symbol('LoaConfig');

/** The settings are nonsense; one line for each fault, fit to be printed as it is. */
export class ConfigRefused extends Error {
  constructor(readonly faults: string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigRefused';
  }
}

type Environment = Record<string, string | undefined>;

/** The folder that holds `config` and `audio`: the nearest above with a package file, the same from `src`, `dist` and the benchmarks. */
export const projectRoot = folderWithPackage(__dirname);

/** The version of this Loa, from its package file. */
export const projectVersion = (
  JSON.parse(fs.readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as { version: string }
).version;

const defaultsFile = path.join(projectRoot, 'config/defaults/loa.json');

/**
 * The configuration: `config/defaults/loa.json` under the environment. An empty variable counts as absent; `none` sets a setting that
 * may be null. Relative folders start at `cwd` when they come from the environment, at the project when they are defaults.
 * Throws ConfigRefused, naming for each fault the variable, what it got and what it takes.
 */
export function loadConfig(env: Environment, cwd: string = projectRoot): LoaConfig {
  const defaults = JSON.parse(fs.readFileSync(defaultsFile, 'utf8')) as LoaSettings;
  const given = readEnvironment(env);
  const parsed = loaSettings.safeParse({ ...defaults, ...given });
  const faults = unknownVariables(env);
  if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => faultOf(issue.path[0] as SettingName, env)));
  if (parsed.success) faults.push(...faultsBetween(parsed.data));
  if (!parsed.success || faults.length > 0) throw new ConfigRefused([...new Set(faults)]);
  return withFolders(parsed.data, given, cwd);
}

/** Settings that make sense alone, not together. */
function faultsBetween({ smtpUrl, mailFrom, tlsCertFile, tlsKeyFile, publicOrigin }: LoaSettings): string[] {
  const missing = (name: SettingName, beside: SettingName): string =>
    `${variables[name]} is not set; with ${variables[beside]} it takes ${takenBy(name)}`;
  const faults: string[] = [];
  if (smtpUrl !== null && mailFrom === null) faults.push(missing('mailFrom', 'smtpUrl'));
  if (tlsCertFile !== null && tlsKeyFile === null) faults.push(missing('tlsKeyFile', 'tlsCertFile'));
  if (tlsKeyFile !== null && tlsCertFile === null) faults.push(missing('tlsCertFile', 'tlsKeyFile'));
  if (tlsCertFile !== null && publicOrigin?.startsWith('http:')) {
    const got = `${variables.publicOrigin} got ${JSON.stringify(publicOrigin)}`;
    faults.push(`${got}, takes an origin that begins with https: beside ${variables.tlsCertFile}`);
  }
  return faults;
}

function folderWithPackage(folder: string): string {
  const above = path.dirname(folder);
  if (fs.existsSync(path.join(folder, 'package.json'))) return folder;
  if (above === folder) throw new Error('no package.json above this program');
  return folderWithPackage(above);
}

function readEnvironment(env: Environment): Partial<Record<SettingName, unknown>> {
  const given: Partial<Record<SettingName, unknown>> = {};
  for (const [name, variable] of Object.entries(variables) as [SettingName, string][]) {
    const text = env[variable]?.trim();
    if (text) given[name] = valueOf(name, text);
  }
  return given;
}

/** Text becomes what the schema expects; what does not fit stays text, and the schema refuses it. */
function valueOf(name: SettingName, text: string): unknown {
  const schema = loaSettings.shape[name];
  if (schema.type === 'nullable' && text === 'none') return null;
  const kind = schema.type === 'nullable' ? schema.unwrap().type : schema.type;
  if (kind === 'number') return /^-?\d+$/.test(text) ? Number(text) : text;
  if (kind === 'boolean')
    return /^(on|true|1|yes)$/i.test(text) ? true : /^(off|false|0|no)$/i.test(text) ? false : text;
  return schema === loaSettings.shape.publicOrigin ? text.replace(/\/$/, '') : text;
}

function unknownVariables(env: Environment): string[] {
  const known = new Set(Object.values(variables));
  return Object.keys(env)
    .filter((name) => name.startsWith('LOA_') && !name.startsWith('LOA_TEST_') && !known.has(name))
    .sort()
    .map(
      (name) =>
        `${name} is not a setting of Loa (there are ${[...known].filter((one) => alike(one, name)).join(', ') || 'those of config/defaults/loa.json'})`,
    );
}

/** What tells whether people open this service over HTTPS. */
export type OpenedAt = Pick<LoaConfig, 'publicOrigin'> & Partial<Pick<LoaConfig, 'tlsCertFile'>>;

/** Whether people open this service over HTTPS: by its own certificate, or by that of a proxy, which the public origin tells. */
export function servesSecurely({ publicOrigin, tlsCertFile }: OpenedAt): boolean {
  return Boolean(tlsCertFile) || (publicOrigin?.startsWith('https:') ?? false);
}

/** Whether people elsewhere would open this service without TLS: browsers there give no microphone. */
export function servesPlainly(config: OpenedAt & Pick<LoaConfig, 'host'>): boolean {
  return !/^(127\.|localhost$|::1$)/.test(config.host) && !servesSecurely(config);
}

function alike(known: string, name: string): boolean {
  const words = name.split('_').slice(1);
  return words.some((word) => word.length > 2 && known.split('_').includes(word));
}

/** `PORT got "abc", takes a whole number from 0 to 65535`; addresses with a password are not repeated. */
function faultOf(name: SettingName, env: Environment): string {
  const variable = variables[name];
  const got = env[variable]?.trim();
  const takes = takenBy(name);
  if (!got) return `${name} in config/defaults/loa.json takes ${takes}`;
  return `${variable} got ${name === 'databaseUrl' || name === 'smtpUrl' ? 'something else' : JSON.stringify(got)}, takes ${takes}`;
}

function takenBy(name: SettingName): string {
  return String(loaSettings.shape[name].meta()?.takes);
}

function withFolders(settings: LoaSettings, given: Partial<Record<SettingName, unknown>>, cwd: string): LoaConfig {
  const absolute = (name: 'dataDir' | 'audioLibraryDir', folder: string): string =>
    path.resolve(name in given ? cwd : projectRoot, folder);
  const dataDir = absolute('dataDir', settings.dataDir);
  const beside = 'dataDir' in given ? path.join(dataDir, 'library') : path.join(projectRoot, 'audio/library');
  const audioLibraryDir = settings.audioLibraryDir ? absolute('audioLibraryDir', settings.audioLibraryDir) : beside;
  const file = (named: string | null): string | null => (named === null ? null : path.resolve(cwd, named));
  const [tlsCertFile, tlsKeyFile] = [file(settings.tlsCertFile), file(settings.tlsKeyFile)];
  return Object.freeze({ ...settings, dataDir, audioLibraryDir, tlsCertFile, tlsKeyFile });
}
