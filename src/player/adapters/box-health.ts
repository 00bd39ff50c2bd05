import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../platform/ffmpeg/compiled-file';

/** How the box itself is; null where it does not tell. */
export interface BoxHealth {
  diskFreeBytes: number | null;
  temperatureC: number | null;
  softwareVersion: string;
}

const { version: softwareVersion } = JSON.parse(fs.readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
  version: string;
};

export function boxHealth(dataDir: string, thermalFile = '/sys/class/thermal/thermal_zone0/temp'): BoxHealth {
  return { diskFreeBytes: freeOf(dataDir), temperatureC: temperatureOf(thermalFile), softwareVersion };
}

function freeOf(folder: string): number | null {
  try {
    const { bavail, bsize } = fs.statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function temperatureOf(file: string): number | null {
  try {
    const milli = Number(fs.readFileSync(file, 'utf8'));
    return Number.isFinite(milli) ? milli / 1000 : null;
  } catch {
    return null;
  }
}
