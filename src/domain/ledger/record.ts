import { createHash } from 'node:crypto';
import type { RowSource } from '../airtime/effective';

/** A value as a row holds it. */
export type RecordValue = string | number | boolean | null;

/**
 * What a record says, in the order in which it is written down. New fields go to the end and with a new `recordFormat`; a field is
 * never taken out, since sealed records were hashed with it. The number of receipt is a record's place, not a part of it.
 */
export const recordFields = [
  'receivedAt',
  'source',
  'supersedes',
  'author',
  'note',
  'deviceId',
  'boot',
  'sequence',
  'previousHash',
  'hash',
  'bytes',
  'kind',
  'deviceName',
  'deviceKind',
  'counts',
  'attested',
  'zoneCode',
  'communeDevices',
  'communeZones',
  'airingKey',
  'rundownId',
  'rundownVersion',
  'slotOccurrenceId',
  'commandId',
  'repetition',
  'manifestVersion',
  'areaCode',
  'areaName',
  'communeCode',
  'communeName',
  'originAreaCode',
  'originAreaName',
  'origin',
  'bulletinRef',
  'bulletinId',
  'versionId',
  'itemKind',
  'title',
  'topicCode',
  'topicName',
  'language',
  'priority',
  'playClass',
  'replay',
  'sha256',
  'programmeKey',
  'localDate',
  'planned',
  'plannedStartAt',
  'plannedMs',
  'actualStartAt',
  'actualEndAt',
  'heardMs',
  'result',
  'reason',
  'stoppedBy',
  'output',
  'clockTrust',
  'recordedAt',
] as const;

export type RecordField = (typeof recordFields)[number];

/** A ledger row with its place in the order of receipt (L4). */
export type LedgerRecord = { receivedNumber: number; source: RowSource } & Record<RecordField, RecordValue>;

export const recordFormat = 1;

/** The one text of a record: a JSON array of its values in the order of `recordFields`. The same on every database. */
export function recordText(record: Readonly<Record<RecordField, RecordValue>>): string {
  const values = new Array<RecordValue>(recordFields.length);
  for (let i = 0; i < recordFields.length; i += 1) values[i] = record[recordFields[i]!];
  return JSON.stringify(values);
}

/** SHA-256 of a record's text, in hex: its leaf under the seal of its day. */
export const leafOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Reads a record's text back; null for anything else. */
export function readRecord(receivedNumber: number, values: unknown): LedgerRecord | null {
  if (!Array.isArray(values) || values.length !== recordFields.length) return null;
  const record = Object.fromEntries(recordFields.map((field, i) => [field, values[i] as RecordValue]));
  return { receivedNumber, ...record } as LedgerRecord;
}
