import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import {
  decideRetention,
  type RetentionLimits,
  type RetentionVerdict,
  storedKinds,
  workingLimits,
} from '../../domain/retention/decide';
import { wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import type { Transaction } from '../../platform/database/transaction';
import { findNeededSounds, type Moment } from './needed-sounds.repository';
import { listPapers } from './papers';
import { findNewestPapers } from './retention-runs.repository';
import { type AudioKindKept, findFiles, findHashes, type KeptFile } from './stored-files.repository';

export interface Judged {
  file: KeptFile;
  verdict: RetentionVerdict;
}

export type RetentionConfig = Pick<
  LoaConfig,
  | 'zone'
  | 'dataDir'
  | 'unreportedHours'
  | 'retainOriginalsDays'
  | 'retainMastersDays'
  | 'retainRenditionsDays'
  | 'retainPapersDays'
>;

const portion = 200;

/** Says of every stored file whether it goes, and why not. Changes nothing. */
@Injectable()
export class RetentionJudge {
  readonly limits: RetentionLimits;

  constructor(
    private readonly read: ReadDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: RetentionConfig,
  ) {
    this.limits = workingLimits({
      originals: config.retainOriginalsDays,
      masters: config.retainMastersDays,
      renditions: config.retainRenditionsDays,
      papers: config.retainPapersDays,
    });
  }

  moment(now = this.clock.nowMs()): Moment {
    const today = wallClockAt(this.config.zone, now).localDate;
    return { now, today, settledBefore: now - this.config.unreportedHours * 3_600_000 };
  }

  get papersFolder(): string {
    return path.join(this.config.dataDir, 'reports');
  }

  /** Every stored file, kind by kind, a portion at a time. */
  async *all(): AsyncGenerator<Judged[]> {
    const moment = this.moment();
    const needed = await findNeededSounds(this.read.manager, moment);
    for (const kind of storedKinds) {
      if (kind === 'papers') {
        const newest = new Set(await findNewestPapers(this.read.manager));
        yield this.judged(await listPapers(this.papersFolder, newest), moment);
        continue;
      }
      for (let after = ''; ;) {
        const hashes = await findHashes(this.read.manager, kind, after, portion);
        if (hashes.length === 0) break;
        yield this.judged(await findFiles(this.read.manager, kind, hashes, needed, moment.now), moment);
        after = hashes.at(-1)!;
      }
    }
  }

  /** These files of one kind, looked up afresh inside a transaction. */
  async audio(
    { manager }: Transaction,
    kind: AudioKindKept,
    hashes: readonly string[],
    moment: Moment,
  ): Promise<Judged[]> {
    const needed = await findNeededSounds(manager, moment);
    return this.judged(await findFiles(manager, kind, hashes, needed, moment.now), moment);
  }

  private judged(files: readonly KeptFile[], { now }: Moment): Judged[] {
    return files.map((file) => ({ file, verdict: decideRetention(file, this.limits[file.kind], now) }));
  }
}
