import fs from 'node:fs/promises';
import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { id3Title } from '../../../domain/playout/id3-title';
import type { SessionProgramme } from '../../../domain/playout/manual-session';
import { Fault } from '../../../domain/fault';
import { CLOCK, type Clock } from '../../../platform/clock/clock';
import { LOA_CONFIG, type LoaConfig } from '../../../platform/config/config';
import { sha256Of } from '../../../platform/ffmpeg/raw-samples';
import type { ProgrammePart } from '../../../platform/ffmpeg/render-programme';
import { AudioStore } from '../../../platform/storage/audio-store';

/** Longer than most sessions take to render, shorter than a proxy waits. */
const patienceMs = 25_000;
/** A session's file is of no use for longer. */
const keptMs = 3 * 24 * 3_600_000;

/** Puts recordings into one file at one loudness; the composition root binds ffmpeg to it. */
export abstract class ProgrammeRenderer {
  abstract render(parts: readonly ProgrammePart[], output: string): Promise<void>;
}

export interface SessionFile {
  path: string;
  sha256: string;
  bytes: number;
}

/** The rendered sessions of communes without a box, in `<dataDir>/sessions`: made when somebody first asks, kept for some days. */
@Injectable()
export class SessionFiles {
  private readonly folder: string;
  private readonly making = new Map<string, Promise<SessionFile>>();

  constructor(
    private readonly renderer: ProgrammeRenderer,
    private readonly store: AudioStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) config: Pick<LoaConfig, 'dataDir'>,
  ) {
    this.folder = path.join(config.dataDir, 'sessions');
  }

  /**
   * The file of a programme. Throws SESSION_FILE_PENDING when making it takes longer than a request may (it goes on; ask again), and
   * SOUND_NOT_READY when a recording is not in the store.
   */
  async obtain(programme: SessionProgramme, title: string): Promise<SessionFile> {
    const name = `${programme.mark}-${programme.rundown.id.replace(/[^\w-]/g, '_').slice(-60)}.mp3`;
    const file = path.join(this.folder, name);
    const made = this.making.get(name) ?? this.make(programme, title, file);
    this.making.set(name, made);
    void made.catch(() => undefined).finally(() => this.making.delete(name));
    const patience = new AbortController();
    try {
      const late = this.clock.sleep(patienceMs, patience.signal).then(() => null);
      const file = await Promise.race([made, late]);
      if (!file) throw new Fault('SESSION_FILE_PENDING', {});
      return file;
    } finally {
      patience.abort();
    }
  }

  private async make(programme: SessionProgramme, title: string, file: string): Promise<SessionFile> {
    const known = await fs.stat(file).catch(() => null);
    if (!known) await this.render(programme, title, file);
    const { size: bytes } = known ?? (await fs.stat(file));
    return { path: file, bytes, sha256: await sha256Of(file) };
  }

  private async render(programme: SessionProgramme, title: string, file: string): Promise<void> {
    for (const { sha256 } of programme.parts) {
      if ((await this.store.size('masters', sha256)) === null) throw new Fault('SOUND_NOT_READY', { id: sha256 });
    }
    const parts = programme.parts.map(({ sha256, fromMs, item, gainDb }) => ({
      ...{ file: this.store.path('masters', sha256), fromMs, durationMs: item.durationMs, gainDb },
    }));
    await fs.mkdir(this.folder, { recursive: true });
    await this.sweep();
    const sound = `${file}.${process.pid}.part`;
    try {
      await this.renderer.render(parts, sound);
      // What a phone shows while it plays; the rest of the file is the sound as it was measured.
      await fs.writeFile(`${sound}.tagged`, Buffer.concat([id3Title(title), await fs.readFile(sound)]), {
        flush: true,
      });
      await fs.rename(`${sound}.tagged`, file);
    } finally {
      await fs.rm(sound, { force: true });
      await fs.rm(`${sound}.tagged`, { force: true });
    }
  }

  private async sweep(): Promise<void> {
    const before = this.clock.nowMs() - keptMs;
    for (const name of await fs.readdir(this.folder)) {
      const file = path.join(this.folder, name);
      if ((await fs.stat(file)).mtimeMs < before) await fs.rm(file, { recursive: true, force: true });
    }
  }
}
