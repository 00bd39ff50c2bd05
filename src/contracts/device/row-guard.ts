import type { PlayClass, Snapshot } from '../../domain/playout/manifest';
import {
  deviceResults,
  resultReasons,
  type ClockTrust,
  type DeviceRow,
  type OutputHeard,
  type Segment,
} from '../../domain/playout/row';

/**
 * Whether a value is a device's row as `deviceRowSchema` would accept it, at a third of its cost: every row of every loudspeaker passes here.
 * What it does not accept is for the schema, which says what is wrong; test/contracts holds the two together.
 */
export function isDeviceRow(value: unknown): value is DeviceRow {
  if (!isRecord(value) || !isStamped(value) || !isItem(value)) return false;
  return value.kind === 'result' ? isResult(value) : value.kind === 'intent' && isCount(value.startAt, 0);
}

type Fields = Record<string, unknown>;

const trusts: ReadonlySet<unknown> = new Set<ClockTrust>(['synced', 'holdover', 'unset']);
const classes: ReadonlySet<unknown> = new Set<PlayClass>(['emergency', 'priority', 'normal']);
const results: ReadonlySet<unknown> = new Set(deviceResults);
const reasons: ReadonlySet<unknown> = new Set(resultReasons);
const outputs: ReadonlySet<unknown> = new Set<OutputHeard>(['unknown', 'sound', 'silent', 'heard']);
const kinds: ReadonlySet<unknown> = new Set<Snapshot['kind']>(['bulletin', 'chime', 'relay', 'text', 'live']);
const sha256 = /^[0-9a-f]{64}$/;
const longestId = 200;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown, least: number): boolean => Number.isSafeInteger(value) && (value as number) >= least;
const isId = (value: unknown): boolean => typeof value === 'string' && value.length >= 1 && value.length <= longestId;
const isText = (value: unknown): boolean => typeof value === 'string';
const isSha = (value: unknown): boolean => typeof value === 'string' && sha256.test(value);

function isStamped(row: Fields): boolean {
  return (
    row.formatVersion === 1 &&
    isId(row.deviceId) &&
    isId(row.boot) &&
    isCount(row.sequence, 1) &&
    isSha(row.previousHash) &&
    isCount(row.recordedAt, 0) &&
    trusts.has(row.clockTrust) &&
    (row.manifestVersion === null || Number.isSafeInteger(row.manifestVersion))
  );
}

function isItem(row: Fields): boolean {
  return (
    isId(row.airingKey) &&
    (row.rundownId === null || isId(row.rundownId)) &&
    (row.rundownVersion === null || Number.isSafeInteger(row.rundownVersion)) &&
    (row.slotOccurrenceId === null || isId(row.slotOccurrenceId)) &&
    (row.commandId === null || isId(row.commandId)) &&
    (row.repetition === null || isCount(row.repetition, 1)) &&
    isId(row.areaCode) &&
    isId(row.bulletinRef) &&
    classes.has(row.class) &&
    isCount(row.plannedStartAt, 0) &&
    isCount(row.plannedMs, 0) &&
    (row.sha256 === null || isSha(row.sha256))
  );
}

function isResult(row: Fields): boolean {
  return (
    (row.actualStartAt === null || isCount(row.actualStartAt, 0)) &&
    (row.actualEndAt === null || isCount(row.actualEndAt, 0)) &&
    isCount(row.heardMs, 0) &&
    Array.isArray(row.segments) &&
    row.segments.every(isSegment) &&
    results.has(row.result) &&
    (row.reason === null || reasons.has(row.reason)) &&
    (row.by === null || isText(row.by)) &&
    outputs.has(row.output) &&
    (row.snapshot === null || (isRecord(row.snapshot) && isSnapshot(row.snapshot)))
  );
}

const isSegment = (segment: unknown): segment is Segment =>
  isRecord(segment) && isCount(segment.startAt, 0) && isCount(segment.fromMs, 0) && isCount(segment.heardMs, 0);

function isSnapshot(snapshot: Fields): boolean {
  return (
    kinds.has(snapshot.kind) &&
    (snapshot.bulletinId === null || isText(snapshot.bulletinId)) &&
    (snapshot.versionId === null || isText(snapshot.versionId)) &&
    isText(snapshot.title) &&
    (snapshot.topicCode === null || isText(snapshot.topicCode)) &&
    isText(snapshot.originAreaCode) &&
    typeof snapshot.relayed === 'boolean' &&
    typeof snapshot.replay === 'boolean' &&
    classes.has(snapshot.priority) &&
    isText(snapshot.language) &&
    (snapshot.validFrom === null || isCount(snapshot.validFrom, 0)) &&
    (snapshot.validUntil === null || isCount(snapshot.validUntil, 0))
  );
}
