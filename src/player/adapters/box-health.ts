import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../platform/ffmpeg/compiled-file';

/** How the box itself is; null where it does not tell. */
export interface BoxHealth {
  diskFreeBytes: number | null;
  temperatureC: number | null;
  power: 'mains' | 'battery' | 'low' | null;
  signalPercent: number | null;
  softwareVersion: string;
}

const { version: softwareVersion } = JSON.parse(fs.readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
  version: string;
};

/** @param system where the kernel's files begin: `/`, or a copy of them */
export function boxHealth(dataDir: string, system = '/'): BoxHealth {
  return {
    diskFreeBytes: freeOf(dataDir),
    temperatureC: temperatureOf(path.join(system, 'sys/class/thermal')),
    power: powerOf(path.join(system, 'sys/class/power_supply'), path.join(system, throttled)),
    signalPercent: signalOf(path.join(system, 'proc/net/wireless')),
    softwareVersion,
  };
}

/** Bit 0 of it says on a Raspberry Pi that the supply is too weak at this moment. */
const throttled = 'sys/devices/platform/soc/soc:firmware/get_throttled';

function freeOf(folder: string): number | null {
  try {
    const { bavail, bsize } = fs.statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** The hottest of its zones. */
function temperatureOf(folder: string): number | null {
  const zones = namesIn(folder).filter((name) => name.startsWith('thermal_zone'));
  const found = zones.flatMap((name) => numberIn(path.join(folder, name, 'temp')) ?? []);
  return found.length > 0 ? Math.max(...found) / 1000 : null;
}

function powerOf(folder: string, throttledFile: string): BoxHealth['power'] {
  const weak = textOf(throttledFile);
  if (weak !== null && (Number.parseInt(weak, 16) & 1) === 1) return 'low';
  const online = namesIn(folder).flatMap((name) => numberIn(path.join(folder, name, 'online')) ?? []);
  if (online.length > 0) return online.some((one) => one === 1) ? 'mains' : 'battery';
  return weak === null ? null : 'mains';
}

/** The link quality of the first radio that is up; the kernel counts to 70. */
function signalOf(file: string): number | null {
  const quality = /^\s*\w+:\s+\S+\s+(\d+)\.?/m.exec(textOf(file) ?? '')?.[1];
  return quality === undefined ? null : Math.min(100, Math.round((Number(quality) / 70) * 100));
}

function numberIn(file: string): number | null {
  const text = textOf(file)?.trim();
  const value = text === undefined || text === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

function textOf(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}
