import type { SentRow } from '../../../contracts/device/rows';
import { airingOfItem } from '../../../domain/playout/airing';
import { attestedParts, type SessionProgramme } from '../../../domain/playout/manual-session';
import type { AiringIdentity, ResultRow } from '../../../domain/playout/row';
import { canonicalJson } from '../../../platform/signing/canonical-json';
import { chainGenesis, chainHash } from '../../../platform/signing/row-chain';
import type { LiveSpeechEntity } from './manual.entity';

type Result = Pick<ResultRow, 'result' | 'reason' | 'by' | 'snapshot' | 'heardMs'> & { startAt: number | null };
type Attested = AiringIdentity & Result;

interface Attestation {
  deviceId: string;
  /** In place of a boot: rows of one session or speech are one chain. The same attestation gives the same bytes. */
  boot: string;
  manifestVersion: number | null;
  at: number;
}

/** The rows of a session by the word of who played it, one per item: also for what was held, and for what no file can hold (P8). */
export function rowsOfSession(
  programme: SessionProgramme,
  taps: { deviceId: string; startedAt: number; endedAt: number; endedBy: string; manifestVersion: number },
): SentRow[] {
  const { deviceId, startedAt, endedAt, endedBy, manifestVersion } = taps;
  const { rundown } = programme;
  const heard = attestedParts(programme, startedAt, endedAt).map(({ part, result, startAt, heardMs }): Attested => {
    const cut = result === 'played' ? null : 'stopped';
    const by = cut && endedBy;
    return {
      ...identity(airingOfItem(part.item, rundown)),
      result,
      startAt,
      heardMs,
      reason: cut,
      by,
      snapshot: part.snapshot,
    };
  });
  const silent = programme.leftOut.map(({ item, snapshot, silence }): Attested => {
    const airing = { ...identity(airingOfItem(item, rundown)), startAt: null, heardMs: 0, snapshot };
    if (!silence) return { ...airing, result: 'missed', reason: 'relay-unavailable', by: null };
    const reason = silence.kind === 'recall' ? 'recalled' : silence.kind === 'stop' ? 'stopped' : 'held';
    return { ...airing, result: 'skipped', reason, by: silence.by || null };
  });
  return chained({ deviceId, boot: `attested:${rundown.id}`, manifestVersion, at: endedAt }, [...heard, ...silent]);
}

/** The row of a speech that was held at the amplifier; it was in no plan. */
export function rowsOfSpeech(speech: LiveSpeechEntity, areaCode: string, communeCode: string): SentRow[] {
  const { id, deviceId, title, topicCode, language, startAt, endAt } = speech;
  const key = `live-${id}`;
  const heardMs = endAt - startAt;
  const none = { rundownId: null, rundownVersion: null, slotOccurrenceId: null, commandId: null, repetition: null };
  const planned = { plannedStartAt: startAt, plannedMs: heardMs, sha256: null };
  const snapshot = {
    ...{ kind: 'live' as const, bulletinId: null, versionId: null, title, topicCode, originAreaCode: communeCode },
    ...{ relayed: false, replay: false, priority: 'normal' as const, language, validFrom: null, validUntil: null },
  };
  const row: Attested = {
    ...{ airingKey: key, ...none, areaCode, bulletinRef: key, class: 'normal' as const, ...planned },
    ...{ result: 'played' as const, reason: null, by: null, startAt, heardMs, snapshot },
  };
  return chained({ deviceId, boot: `attested:${key}`, manifestVersion: null, at: endAt }, [row]);
}

function identity(airing: AiringIdentity): AiringIdentity {
  const { airingKey, rundownId, rundownVersion, slotOccurrenceId, commandId, repetition } = airing;
  const { areaCode, bulletinRef, class: playClass, plannedStartAt, plannedMs, sha256 } = airing;
  return {
    ...{ airingKey, rundownId, rundownVersion, slotOccurrenceId, commandId, repetition, areaCode, bulletinRef },
    ...{ class: playClass, plannedStartAt, plannedMs, sha256 },
  };
}

function chained({ deviceId, boot, manifestVersion, at }: Attestation, results: readonly Attested[]): SentRow[] {
  let previousHash = chainGenesis;
  return results.map(({ startAt, ...result }, i) => {
    const sequence = i + 1;
    const { heardMs } = result;
    const row: ResultRow = {
      ...{ formatVersion: 1, deviceId, boot, sequence, previousHash, recordedAt: at, clockTrust: 'synced' },
      ...{ manifestVersion, kind: 'result', ...result, output: 'unknown' },
      actualStartAt: startAt,
      actualEndAt: startAt === null ? null : startAt + heardMs,
      segments: startAt === null ? [] : [{ startAt, fromMs: 0, heardMs }],
    };
    const bytes = canonicalJson(row);
    previousHash = chainHash(previousHash, bytes);
    return { boot, sequence, bytes, hash: previousHash };
  });
}
