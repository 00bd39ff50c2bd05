import type { Manifest, PlannedItem, Rundown, Snapshot } from '../../src/domain/playout/manifest';

export const zone = 'Asia/Ho_Chi_Minh';
/** 2026-01-05 05:00 in Viet Nam. */
export const fiveOClock = Date.UTC(2026, 0, 4, 22);

/** A SHA-256 that stands for a file nobody needs to read. */
export const fakeSha = (n: number): string => n.toString(16).padStart(64, '0');

export function anItem(over: Partial<PlannedItem> & { airingKey: string; startAt: number }): PlannedItem {
  return {
    durationMs: 10_000,
    latestStartAt: over.startAt + 10 * 60_000,
    onMiss: 'skip',
    class: 'normal',
    bulletinRef: `ref-${over.airingKey}`,
    source: { kind: 'file', sha256: fakeSha(1) },
    ...over,
  };
}

/** Items back to back from `startAt`, each of its length; the slot ends a minute after the last unless told. */
export function aRundown(
  over: Partial<Rundown> & { startAt: number; items?: PlannedItem[]; lengths?: number[]; prefix?: string },
): Rundown {
  const { lengths = [], prefix = 'item', ...rest } = over;
  let at = over.startAt;
  const items =
    over.items ??
    lengths.map((durationMs, i) => {
      const item = anItem({ airingKey: `${prefix}-${i + 1}`, startAt: at, durationMs });
      at += durationMs;
      return item;
    });
  const lastEnd = Math.max(over.startAt, ...items.map((i) => i.startAt + i.durationMs));
  return {
    id: 'rundown-1',
    version: 1,
    areaCode: '23538',
    slotOccurrenceId: 'slot-1/2026-01-05/1',
    endAt: lastEnd + 60_000,
    ...rest,
    items,
  };
}

export function aSnapshot(over: Partial<Snapshot> = {}): Snapshot {
  return {
    kind: 'bulletin',
    bulletinId: 'bulletin-1',
    versionId: 'version-1',
    title: 'Lịch tiêm chủng tháng này',
    topicCode: '05',
    originAreaCode: '23538',
    relayed: false,
    replay: false,
    priority: 'normal',
    language: 'vi',
    validFrom: null,
    validUntil: null,
    ...over,
  };
}

/** A manifest that may air at any hour; media and snapshots follow from the items. */
export function aManifest(over: Partial<Manifest> = {}): Manifest {
  const rundowns = over.rundowns ?? [];
  const items = rundowns.flatMap((r) => r.items);
  const orders = [...(over.emergencies ?? []), ...(over.playNows ?? [])];
  const shas = [...items, ...orders].flatMap((i) => (i.source.kind === 'file' ? [i.source.sha256] : []));
  return {
    formatVersion: 1,
    deviceId: 'device-1',
    version: 1,
    keyId: 'key-1',
    issuedAt: fiveOClock - 3_600_000,
    notBefore: fiveOClock - 3_600_000,
    notAfter: fiveOClock + 7 * 86_400_000,
    rundowns,
    output: { sink: 'null', name: '' },
    windows: [{ zone, startLocal: '00:00', endLocal: '24:00', exception: { reason: 'test', endAt: null } }],
    volume: [],
    emergencies: over.emergencies ?? [],
    holds: [],
    media: [...new Set(shas)].map((sha256) => ({ sha256, bytes: 1, mime: 'audio/mpeg' })),
    snapshots: Object.fromEntries(
      [...items, ...orders].map((i) => [i.bulletinRef, aSnapshot({ title: i.bulletinRef })]),
    ),
    ...over,
  };
}
