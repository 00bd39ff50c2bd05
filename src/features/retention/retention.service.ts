import fs from 'node:fs';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import type { RetentionView } from '../../contracts/http/retention';
import { storedKinds, type RetentionLimits } from '../../domain/retention/decide';
import { ReadDatabase } from '../../platform/database/database';
import { systemActor, type Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { type AudioKind, AudioStore } from '../../platform/storage/audio-store';
import { type Judged, RetentionJudge } from './retention-judge';
import { addRun, findBelow, findLastRun } from './retention-runs.repository';
import { type AudioKindKept, isPromised, type KeptFile, markRemoved, peaksOf } from './stored-files.repository';

const actor = systemActor('retention');
export const sweepJob = 'retention.sweep';
/** A file that somebody kept this lately may be part of an upload that is being recorded. */
const quietMs = 3_600_000;
const listed = 20;

/** A file of the store, by folder and hash. */
export interface StoreName {
  folder: AudioKind;
  hash: string;
}

/** Removes what is old and needed by nothing, each removal on record first; the ledger is never touched (L1). */
@Injectable()
export class RetentionService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly store: AudioStore,
    private readonly judge: RetentionJudge,
  ) {}

  get limits(): RetentionLimits {
    return this.judge.limits;
  }

  /** Every stored file with what becomes of it. */
  async *judged(): AsyncGenerator<Judged> {
    for await (const portion of this.judge.all()) yield* portion;
  }

  /** Removes what is due, and returns it. What is found needed at the last moment stays. */
  async run(): Promise<KeptFile[]> {
    const gone: KeptFile[] = [];
    for await (const portion of this.judge.all()) {
      const due = portion.filter(({ verdict }) => verdict.goes).map(({ file }) => file);
      const [first] = due;
      if (!first) continue;
      if (first.kind === 'papers') gone.push(...(await this.removePapers(due)));
      else gone.push(...(await this.removeAudio(first.kind, due)));
    }
    const { now: at, today: localDate } = this.judge.moment();
    const bytes = gone.reduce((sum, file) => sum + file.bytes, 0);
    await this.uow.run(actor, (tx) => addRun(tx.manager, { localDate, at, files: gone.length, bytes }));
    return gone;
  }

  /** What an area and those below it have stored, what goes next and what is held. */
  async overview(areaCode: string): Promise<RetentionView> {
    const places = await findBelow(this.read.manager, areaCode);
    const kinds = new Map(
      storedKinds.map((kind) => [kind, { kind, limitDays: this.limits[kind], files: 0, bytes: 0, due: 0, held: 0 }]),
    );
    const next: RetentionView['next'] = [];
    const held: RetentionView['held'] = [];
    for await (const { file, verdict } of this.judged()) {
      const area = file.areaCodes.find((code) => places.has(code));
      if (area === undefined) continue;
      const sum = kinds.get(file.kind)!;
      sum.files += 1;
      sum.bytes += file.bytes;
      const line = { kind: file.kind, title: file.title, areaCode: area, bytes: file.bytes };
      if (verdict.goes) sum.due += 1;
      else if (verdict.why === 'held') {
        sum.held += 1;
        if (held.length < listed) held.push(line);
      }
      if (verdict.goes || verdict.why === 'not-yet') insertSoonest(next, { ...line, dueAt: verdict.dueAt! });
    }
    const run = await findLastRun(this.read.manager);
    const lastRun = run && { localDate: run.localDate, files: run.files, bytes: run.bytes };
    return { kinds: [...kinds.values()], next, held, lastRun };
  }

  /** Removes files that no record promises any more; again, or after a crash, changes nothing. */
  async sweep(names: readonly StoreName[]): Promise<void> {
    const untouchedSince = this.judge.moment().now - quietMs;
    for (const { folder, hash } of names) {
      if (await isPromised(this.read.manager, folder, hash)) continue;
      await this.store.remove(folder, hash, untouchedSince);
    }
  }

  private async removeAudio(kind: AudioKindKept, due: readonly KeptFile[]): Promise<KeptFile[]> {
    const names: StoreName[] = [];
    const gone = await this.uow.run(actor, async (tx) => {
      names.length = 0;
      const judged = await this.judge.audio(
        tx,
        kind,
        due.map(({ name }) => name),
        this.judge.moment(tx.nowMs),
      );
      const files = judged.filter(({ verdict }) => verdict.goes).map(({ file }) => file);
      for (const file of files) {
        names.push({ folder: kind === 'originals' ? 'originals' : 'masters', hash: file.name });
        if (kind === 'masters') {
          for (const hash of await peaksOf(tx.manager, file.name)) names.push({ folder: 'peaks', hash });
        }
        await markRemoved(tx.manager, file, tx.nowMs);
        for (const id of file.mediaIds) await this.audit(tx, 'media', id, file);
      }
      // Should the process die before the files are gone, or one be in an upload's hands just now.
      if (names.length > 0) await tx.enqueue({ kind: sweepJob, payload: { names }, runAt: tx.nowMs + 2 * quietMs });
      return files;
    });
    await this.sweep(names);
    return gone;
  }

  private async removePapers(due: readonly KeptFile[]): Promise<KeptFile[]> {
    await this.uow.run(actor, async (tx) => {
      for (const file of due) await this.audit(tx, 'paper', file.name, file);
    });
    for (const file of due) await fs.promises.rm(path.join(this.judge.papersFolder, file.name), { force: true });
    return [...due];
  }

  private audit(tx: Transaction, entity: string, entityId: string, file: KeptFile): Promise<void> {
    const { kind, name, bytes, lastUsedAt } = file;
    const before = { kind, name, bytes, lastUsedAt, limitDays: this.limits[kind] };
    return tx.audit({ action: 'retention.removed', entity, entityId, before });
  }
}

/** Keeps the soonest few, in order. */
function insertSoonest(next: RetentionView['next'], line: RetentionView['next'][number]): void {
  const at = next.findIndex(({ dueAt }) => dueAt > line.dueAt);
  next.splice(at < 0 ? next.length : at, 0, line);
  if (next.length > listed) next.pop();
}
