import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { leafOf, recordFields, recordText, type LedgerRecord, type RecordValue } from '../../src/domain/ledger/record';
import { LeafSum, sealGenesis, type SignedSeal } from '../../src/domain/ledger/seal';
import { checkEvidence } from '../../src/platform/signing/check-evidence';
import { generateSigningKey } from '../../src/platform/signing/keys';
import { chainGenesis, chainHash } from '../../src/platform/signing/row-chain';
import { signSeal } from '../../src/platform/signing/seal-signature';
import { canonicalJson } from '../../src/platform/signing/canonical-json';
import { aSnapshot, fakeSha } from '../support/manifest-builder';

const rowsADay = 50_000;

/**
 * `bench verify [--rows N]`: an export of that many rows as a station writes it, sealed day by day, checked as `loa verify FILE` does:
 * every seal, signature and leaf, and every row's bytes. Reading the file is part of the time; making it is not.
 */
export async function verifyBench(args: string[]): Promise<object> {
  const rows = args.includes('--rows') ? Number(args[args.indexOf('--rows') + 1]) : 400_000;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-verify-'));
  try {
    const file = path.join(folder, 'ledger.ndjson');
    const bytes = writeExport(file, rows);
    const times: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const from = performance.now();
      const verdict = await checkEvidence(file, null);
      times.push(performance.now() - from);
      if (verdict.finding || verdict.rows !== rows)
        throw new Error(`the export is not whole: ${JSON.stringify(verdict)}`);
    }
    const ms = times.sort((a, b) => a - b)[1]!;
    return {
      rows,
      bytes,
      bytesPerRow: Math.round(bytes / rows),
      ms: Math.round(ms),
      rowsPerSecond: Math.round((rows / ms) * 1000),
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the export; answers its size. */
function writeExport(file: string, rows: number): number {
  const key = generateSigningKey();
  const out = fs.openSync(file, 'w');
  const write = (line: object): void => void fs.writeSync(out, `${JSON.stringify(line)}\n`);
  write({
    format: 'loa-ledger',
    formatVersion: 1,
    keyId: key.keyId,
    complete: true,
    received: rows,
    fields: recordFields,
  });
  let previousRoot = sealGenesis;
  let previousHash = chainGenesis;
  for (let first = 1, day = 0; first <= rows; first += rowsADay, day += 1) {
    const lastNumber = Math.min(rows, first + rowsADay - 1);
    const sum = new LeafSum();
    let leaves = '';
    let lines = '';
    for (let number = first; number <= lastNumber; number += 1) {
      const record = recordAt(number, previousHash);
      previousHash = String(record.hash);
      const text = recordText(record);
      const leaf = leafOf(text);
      sum.add(leaf);
      leaves += leaf;
      lines += `{"row":[${number},${text}]}\n`;
    }
    const date = new Date(Date.UTC(2026, 0, 5) + day * 86_400_000).toISOString().slice(0, 10);
    const range = { firstNumber: first, lastNumber, leavesHash: sum.sum() };
    const seal: SignedSeal = signSeal({ day: date, ...range, previousRoot, sealedAt: 1_767_632_460_000 }, key);
    previousRoot = seal.root;
    write({ seal, leaves });
    fs.writeSync(out, lines);
  }
  write({ unsealed: true });
  write({ end: true });
  fs.closeSync(out);
  return fs.statSync(file).size;
}

/** A row as a loudspeaker's: its bytes are the device's own JSON, and its columns say the same and the snapshot. */
function recordAt(receivedNumber: number, previousHash: string): LedgerRecord {
  const at = 1_767_564_000_000 + receivedNumber * 1000;
  const snapshot = aSnapshot();
  const said = {
    ...{
      formatVersion: 1,
      kind: 'result',
      deviceId: '01kb3w0zq0d1e2v3i4c5e6a7b8',
      boot: '01kb3w0zq0b1o2o3t4',
      sequence: receivedNumber,
    },
    ...{ previousHash, recordedAt: at + 60_000, clockTrust: 'synced', manifestVersion: 1_767_560_000_000 },
    ...{ airingKey: fakeSha(receivedNumber), rundownId: fakeSha(1), rundownVersion: 1, slotOccurrenceId: fakeSha(2) },
    ...{ commandId: null, repetition: null, areaCode: '23538', bulletinRef: `bulletin/${fakeSha(3)}`, class: 'normal' },
    ...{ plannedStartAt: at, plannedMs: 60_000, sha256: fakeSha(4), actualStartAt: at + 3, actualEndAt: at + 60_003 },
    ...{ heardMs: 60_000, segments: [{ startAt: at + 3, fromMs: 0, heardMs: 60_000 }], result: 'played', reason: null },
    ...{ by: null, output: 'sound', snapshot },
  };
  const bytes = canonicalJson(said);
  const values: Record<string, RecordValue> = {};
  for (const field of recordFields) {
    const value = (said as Record<string, unknown>)[field];
    values[field] = value === undefined || typeof value === 'object' ? null : (value as RecordValue);
  }
  const named = { communeCode: '23538', communeName: 'Xã Ia Tơi', areaName: 'Xã Ia Tơi', deviceName: 'Cụm loa thôn 1' };
  const topic = {
    title: snapshot.title,
    topicCode: snapshot.topicCode,
    topicName: 'Y tế',
    language: 'vi',
    localDate: '2026-01-05',
  };
  return {
    receivedNumber,
    ...values,
    source: 'device',
    bytes,
    hash: chainHash(previousHash, bytes),
    ...named,
    ...topic,
  } as LedgerRecord;
}
