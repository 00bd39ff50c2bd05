import { Inject, Injectable } from '@nestjs/common';
import type { ManualSessionView } from '../../../contracts/http/manual';
import { sessionProgramme, type SessionProgramme } from '../../../domain/playout/manual-session';
import { Fault } from '../../../domain/fault';
import { wallClockAt } from '../../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../../platform/clock/clock';
import { ReadDatabase } from '../../../platform/database/database';
import type { Actor } from '../../../platform/database/transaction';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { AreasService } from '../../areas';
import { ManifestService, type Device } from '../../devices';
import { PlayoutService } from '../playout.service';
import { readManifest } from '../read-manifest';
import { rowsOfSession } from './attested-rows';
import type { ManualSessionEntity } from './manual.entity';
import { findSession, findSessions, saveSession } from './manual.repository';
import { SessionFiles, type SessionFile } from './session-files';

const hourMs = 3_600_000;
/** Sessions are shown from so long ago to so far ahead. */
const shownMs = 48 * hourMs;
/** An officer may begin so much before the plan, and say so this much later. */
const earliestMs = hourMs;
const latestMs = 7 * 24 * hourMs;

interface Known {
  programme: SessionProgramme;
  manifestVersion: number;
}

/** The sessions of a commune without a box: one file each, and what became of it by the word of who played it. */
@Injectable()
export class ManualSessions {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly manifests: ManifestService,
    private readonly areas: AreasService,
    private readonly files: SessionFiles,
    private readonly playout: PlayoutService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Sessions of about two days back and ahead, as planned now, in order. */
  async list(device: Device): Promise<ManualSessionView[]> {
    const now = this.clock.nowMs();
    const signed = await this.manifests.latest(device.id);
    const kept = await findSessions(this.read.manager, device.id, now - shownMs);
    const byId = new Map(kept.map((one) => [one.rundownId, one]));
    if (!signed) return [];
    const manifest = readManifest(signed);
    return manifest.rundowns
      .filter(({ startAt, endAt }) => endAt > now - shownMs && startAt < now + shownMs)
      .flatMap(({ id }) => {
        const programme = sessionProgramme(manifest, id);
        return programme ? [viewOf(programme, byId.get(id) ?? null)] : [];
      });
  }

  /** The file as planned now, noted as what this commune has in its hands. Throws NOT_FOUND, SESSION_FILE_PENDING, SOUND_NOT_READY. */
  async download(actor: Actor, device: Device, rundownId: string): Promise<SessionFile & { name: string }> {
    const { programme, manifestVersion } = await this.planned(device, rundownId);
    const { startAt } = programme.rundown;
    const { localDate, localTime } = wallClockAt(this.areas.settingsOf(device.areaCode).timeZone, startAt);
    const title = `${device.name} ${localDate} ${localTime.slice(0, 5).replace(':', 'h')} ${programme.mark}`;
    const file = await this.files.obtain(programme, title);
    await this.uow.run(actor, async (tx) => {
      const before = await findSession(tx.manager, device.id, rundownId);
      if ((before && before.startedAt !== null) || before?.mark === programme.mark) return;
      const taken = { manifestVersion, mark: programme.mark, downloadedAt: tx.nowMs, downloadedBy: actor.name };
      await saveSession(tx.manager, { deviceId: device.id, rundownId, sessionAt: startAt, ...taken });
      await tx.audit({
        action: 'session.downloaded',
        entity: 'device',
        entityId: device.id,
        after: { rundownId, ...taken },
      });
    });
    return { ...file, name: `${title}.mp3` };
  }

  /** The first tap: it sounds since `at`, or since now. Throws NOT_FOUND, STATE_FORBIDS, INPUT_INVALID. */
  async start(actor: Actor, device: Device, rundownId: string, at?: number): Promise<ManualSessionView> {
    const { programme, manifestVersion } = await this.planned(device, rundownId);
    const { startAt } = programme.rundown;
    return this.uow.run(actor, async (tx) => {
      const before = await findSession(tx.manager, device.id, rundownId);
      if (before && before.startedAt !== null) return viewOf(programme, before);
      const startedAt = at ?? tx.nowMs;
      requireBetween('at', startedAt, Math.max(startAt - earliestMs, tx.nowMs - latestMs), tx.nowMs);
      const started = {
        ...{ manifestVersion: before?.manifestVersion ?? manifestVersion, mark: before?.mark ?? programme.mark },
        ...{ startedAt, startedBy: actor.name },
      };
      const kept = await saveSession(tx.manager, { deviceId: device.id, rundownId, sessionAt: startAt, ...started });
      await tx.audit({
        action: 'session.started',
        entity: 'device',
        entityId: device.id,
        after: { rundownId, ...started },
      });
      return viewOf(programme, kept);
    });
  }

  /** The second tap: it fell silent at `at`, or now; the rows go into the ledger. Throws NOT_FOUND, STATE_FORBIDS, INPUT_INVALID. */
  async end(actor: Actor, device: Device, rundownId: string, at?: number): Promise<ManualSessionView> {
    const ended = await this.uow.run(actor, async (tx) => {
      const before = await findSession(tx.manager, device.id, rundownId);
      if (!before || before.startedAt === null) {
        throw new Fault('STATE_FORBIDS', { what: device.name, state: 'session-not-started', action: 'session.end' });
      }
      if (before.endedAt !== null) return before;
      const endedAt = at ?? tx.nowMs;
      requireBetween('at', endedAt, before.startedAt + 1, tx.nowMs);
      const after = { endedAt, endedBy: actor.name };
      await tx.audit({
        action: 'session.ended',
        entity: 'device',
        entityId: device.id,
        after: { rundownId, ...after },
      });
      return saveSession(tx.manager, { ...before, ...after });
    });
    // What was played is what was taken, whatever the plan says by now.
    const { programme } = await this.programmeOf(device, ended);
    if (ended.bookedAt !== null) return viewOf(programme, ended);
    const { startedAt, endedAt, endedBy, manifestVersion } = ended as Ended;
    const taps = { deviceId: device.id, startedAt, endedAt, endedBy, manifestVersion };
    // The same bytes each time: after a crash in between the tap is repeated and nothing counts twice.
    await this.playout.ingest(device.id, rowsOfSession(programme, taps));
    const booked = await this.uow.run(actor, (tx) => saveSession(tx.manager, { ...ended, bookedAt: tx.nowMs }));
    return viewOf(programme, booked);
  }

  private async planned(device: Device, rundownId: string): Promise<Known> {
    const signed = await this.manifests.latest(device.id);
    const manifest = signed && readManifest(signed);
    const programme = manifest && sessionProgramme(manifest, rundownId);
    if (!programme) throw new Fault('NOT_FOUND', { what: 'session', id: rundownId });
    return { programme, manifestVersion: manifest.version };
  }

  private async programmeOf(device: Device, { rundownId, manifestVersion }: ManualSessionEntity): Promise<Known> {
    const signed = await this.manifests.version(device.id, manifestVersion ?? 0);
    const programme = signed && sessionProgramme(readManifest(signed), rundownId);
    if (!programme) throw new Fault('NOT_FOUND', { what: 'session', id: rundownId });
    return { programme, manifestVersion: manifestVersion ?? 0 };
  }
}

type Ended = ManualSessionEntity & { startedAt: number; endedAt: number; endedBy: string; manifestVersion: number };

export function requireBetween(path: string, at: number, fromAt: number, untilAt: number): void {
  if (at >= fromAt && at <= untilAt) return;
  const message = 'not a time when this can have been';
  const messageVi = 'thời điểm này không thể đúng: chưa tới, hoặc quá xa buổi phát';
  throw new Fault('INPUT_INVALID', { issues: [{ path, message, messageVi }] });
}

function viewOf(programme: SessionProgramme, kept: ManualSessionEntity | null): ManualSessionView {
  const { rundown, parts, leftOut, lengthMs, mark } = programme;
  const taken = tapOf(kept?.downloadedAt, kept?.downloadedBy);
  const started = tapOf(kept?.startedAt, kept?.startedBy);
  return {
    ...{
      rundownId: rundown.id,
      version: rundown.version,
      startAt: rundown.startAt,
      endAt: rundown.endAt,
      mark,
      lengthMs,
    },
    items: parts.map(({ item, snapshot, fromMs }) => ({
      ...{ airingKey: item.airingKey, title: snapshot?.title ?? '', kind: snapshot?.kind ?? 'bulletin' },
      ...{ fromMs, durationMs: item.durationMs },
    })),
    leftOut: leftOut.map(({ item, snapshot, silence }) => ({
      ...{ airingKey: item.airingKey, title: snapshot?.title ?? '', because: silence ? silence.kind : 'relay' },
    })),
    downloaded: taken && { ...taken, mark: kept?.mark ?? '' },
    stale: taken !== null && started === null && kept?.mark !== mark,
    started,
    ended: tapOf(kept?.endedAt, kept?.endedBy),
    booked: tapOf(kept?.bookedAt, '') !== null,
  };
}

const tapOf = (at?: number | null, by?: string | null): { at: number; by: string } | null =>
  at === undefined || at === null ? null : { at, by: by ?? '' };
