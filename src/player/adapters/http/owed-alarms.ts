import fs from 'node:fs';
import path from 'node:path';

/**
 * How many alarms of this box the station has not heard: those that wait, and those that could not be kept. Alarms wait in memory; the
 * number stands on disk, so that a restart cannot make them unsaid. It goes down when the station has taken them, or the number itself.
 */
export class OwedAlarms {
  private waiting = 0;
  private gone: number;

  /** @param file what waited in an earlier life is lost */
  constructor(private file: string) {
    this.gone = read(file);
  }

  /** To be told to the station. */
  get lost(): number {
    return this.gone;
  }

  raised(): void {
    this.waiting += 1;
    this.save();
  }

  dropped(): void {
    this.waiting -= 1;
    this.gone += 1;
    this.save();
  }

  /** The station has these, and has heard that so many were lost. */
  told({ alarms, lost }: { alarms: number; lost: number }): void {
    if (alarms === 0 && lost === 0) return;
    this.waiting -= alarms;
    this.gone -= lost;
    this.save();
  }

  private save(): void {
    try {
      fs.mkdirSync(path.dirname(this.file), { recursive: true });
      fs.writeFileSync(this.file, String(this.waiting + this.gone), { flush: true });
    } catch {
      // A full disk: the number in memory is right as long as this life lasts.
    }
  }
}

function read(file: string): number {
  try {
    const owed = Number(fs.readFileSync(file, 'utf8'));
    return Number.isInteger(owed) && owed > 0 ? owed : 0;
  } catch {
    return 0;
  }
}
