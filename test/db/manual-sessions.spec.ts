import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { LedgerRowEntity } from '../../src/features/playout/ledger-row.entity';
import { LiveSpeeches } from '../../src/features/playout/manual/live-speeches.service';
import { ManualSessions } from '../../src/features/playout/manual/manual-sessions.service';
import { ProgrammeRenderer, SessionFiles } from '../../src/features/playout/manual/session-files';
import type { ProgrammePart } from '../../src/platform/ffmpeg/render-programme';
import type { AudioStore } from '../../src/platform/storage/audio-store';
import type { TopicsService } from '../../src/features/topics';
import { mainDatabaseNames } from '../support/databases';
import {
  actor,
  aScheduledRundown,
  FakeRundownSource,
  openStation,
  read,
  type Station,
} from '../support/device-station';
import { InMemoryStation, openLedger } from '../support/ledger';
import { fakeSha, fiveOClock } from '../support/manifest-builder';

const minute = 60_000;

class FakeRenderer extends ProgrammeRenderer {
  rendered: (readonly ProgrammePart[])[] = [];
  async render(parts: readonly ProgrammePart[], output: string): Promise<void> {
    this.rendered.push(parts);
    fs.writeFileSync(output, `${parts.length} parts`);
  }
}

describe.each(mainDatabaseNames)('a commune without a box (%s)', (name) => {
  const source = new FakeRundownSource();
  const renderer = new FakeRenderer();
  let station: Station;
  let dataDir: string;
  let sessions: ManualSessions;
  let speeches: LiveSpeeches;
  let ledger: ReturnType<typeof openLedger>;
  let known: InMemoryStation;

  beforeAll(async () => {
    station = await openStation(name, source);
    const { database, clock, manifests, areas } = station;
    dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-manual-'));
    known = new InMemoryStation().addCommune('23538', 'Xã Ia Tơi');
    known.topicNamesByCode.set('05', 'Y tế');
    ledger = openLedger(database, known, clock);
    const store = { size: async () => 1, path: (_: string, sha256: string) => `/masters/${sha256}` };
    const files = new SessionFiles(renderer, store as unknown as AudioStore, clock, { dataDir });
    sessions = new ManualSessions(database.uow, database.read, manifests, areas, files, ledger.playout, clock);
    const topics = { find: (code: string) => (code === '05' ? { code } : undefined) } as unknown as TopicsService;
    speeches = new LiveSpeeches(database.uow, database.read, topics, ledger.playout, clock);
  });
  afterAll(async () => {
    await station.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  const rows = (deviceId: string): Promise<LedgerRowEntity[]> =>
    station.database.read.manager.find(LedgerRowEntity, { where: { deviceId }, order: { receivedNumber: 'ASC' } });

  /** A device of the kind, a session of two minutes at five planned on it, and everything of it known to the ledger. */
  async function planned(over: { held?: boolean } = {}) {
    const device = await station.createDevice({ kind: 'manual', name: 'Tăng âm xã' });
    known.addDevice({ deviceId: device.id, kind: 'manual', name: device.name });
    const rundown = aScheduledRundown('23538', fiveOClock, { durationMs: 2 * minute });
    const second = { ...rundown.items[0]!, airingKey: 'second', startAt: fiveOClock + 2 * minute, ...over };
    source.plan = [{ ...rundown, items: [rundown.items[0]!, second] }];
    await station.manifests.rebuild(device.id);
    for (const item of source.plan[0]!.items) {
      known.plan({
        deviceId: device.id,
        airingKey: item.airingKey,
        plannedStartAt: item.startAt,
        plannedMs: 2 * minute,
      });
    }
    return { device, id: rundown.id };
  }

  it('the file is made once, marked by its version, and stale once the plan has changed', async () => {
    station.clock.now = fiveOClock - 30 * minute;
    const { device, id } = await planned();
    const file = await sessions.download(actor, device, id);
    expect(file.name).toMatch(/^Tăng âm xã 2026-01-05 05h00 v1-[0-9a-f]{8}\.mp3$/);
    expect(fs.readFileSync(file.path).includes('2 parts')).toBe(true);
    expect(await sessions.download(actor, device, id)).toEqual(file);
    expect(renderer.rendered.splice(0)).toMatchObject([
      [
        { file: `/masters/${fakeSha(1)}`, fromMs: 0 },
        { file: `/masters/${fakeSha(1)}`, fromMs: 2 * minute },
      ],
    ]);
    expect(await sessions.list(device)).toMatchObject([
      { version: 1, stale: false, downloaded: { by: 'lan' }, started: null, items: [{}, {}] },
    ]);
    source.plan = source.plan.map((rundown) => ({ ...rundown, version: 2, items: rundown.items.slice(0, 1) }));
    await station.manifests.rebuild(device.id);
    expect(await sessions.list(device)).toMatchObject([{ version: 2, stale: true, items: [{}] }]);
    expect((await sessions.download(actor, device, id)).name).toContain(' v2-');
    expect(await sessions.list(device)).toMatchObject([{ stale: false }]);
  });

  it('L1, L5, P8: two taps put attested rows into the ledger, once, from the plan of the file that was taken', async () => {
    station.clock.now = fiveOClock - 30 * minute;
    const { device, id } = await planned();
    await sessions.download(actor, device, id);
    await expect(sessions.start(actor, device, id, fiveOClock)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(sessions.end(actor, device, id)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    // The plan changes after the file was taken: what is played is the file.
    source.plan = source.plan.map((rundown) => ({ ...rundown, version: 2, items: rundown.items.slice(0, 1) }));
    await station.manifests.rebuild(device.id);
    station.clock.now = fiveOClock + 20_000;
    expect(await sessions.start(actor, device, id)).toMatchObject({ started: { at: fiveOClock + 20_000, by: 'lan' } });
    station.clock.now = fiveOClock + 20_000 + 3 * minute;
    await expect(sessions.end(actor, device, id, fiveOClock)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(await sessions.end(actor, device, id)).toMatchObject({ booked: true, ended: { by: 'lan' } });
    station.clock.now += minute;
    expect(await sessions.end(actor, device, id)).toMatchObject({ booked: true });
    expect(await rows(device.id)).toMatchObject([
      { airingKey: `23538@${fiveOClock}`, attested: true, result: 'played', heardMs: 2 * minute, output: 'unknown' },
      { airingKey: 'second', attested: true, result: 'partial', heardMs: minute, reason: 'stopped', stoppedBy: 'lan' },
    ]);
    expect(await ledger.playout.quarantined([device.id])).toEqual([]);
  });

  it('P9: what was held gets its row too, skipped, and is not in the file', async () => {
    station.clock.now = fiveOClock - 30 * minute;
    const { device, id } = await planned({ held: true });
    expect(read(await station.manifests.latest(device.id)).holds).toHaveLength(1);
    await sessions.download(actor, device, id);
    expect(renderer.rendered.at(-1)).toHaveLength(1);
    station.clock.now = fiveOClock + 2 * minute;
    await sessions.start(actor, device, id, fiveOClock);
    await sessions.end(actor, device, id);
    expect(await rows(device.id)).toMatchObject([
      { result: 'played' },
      { airingKey: 'second', result: 'skipped', reason: 'held' },
    ]);
  });

  it('a live speech counts once it was: declared after at once, declared before when confirmed, withdrawn never', async () => {
    const { device } = await planned();
    const now = (station.clock.now = fiveOClock + 60 * minute);
    const speech = { title: 'Chủ tịch xã nói chuyện', topicCode: '05', language: 'vi', speaker: 'H’Lan' };
    const after = { ...speech, startAt: now - 20 * minute, endAt: now - 10 * minute };
    expect(await speeches.declare(actor, device, after)).toMatchObject({ state: 'confirmed', declaredBy: 'lan' });
    await expect(speeches.declare(actor, device, { ...after, topicCode: '99' })).rejects.toMatchObject({
      code: 'TOPIC_UNKNOWN',
    });
    await expect(speeches.declare(actor, device, { ...after, endAt: after.startAt })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });

    const before = { ...speech, startAt: now + 10 * minute, endAt: now + 20 * minute };
    const [kept, dropped] = [
      await speeches.declare(actor, device, before),
      await speeches.declare(actor, device, before),
    ];
    expect(kept.state).toBe('declared');
    await expect(speeches.confirm(actor, device, kept.id, before)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(await rows(device.id)).toHaveLength(1);
    station.clock.now = now + 30 * minute;
    const was = { startAt: before.startAt + minute, endAt: before.endAt };
    await speeches.confirm(actor, device, kept.id, was);
    await speeches.confirm(actor, device, kept.id, was);
    await speeches.withdraw(actor, device, dropped.id);
    await expect(speeches.confirm(actor, device, dropped.id, was)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    expect((await speeches.list(device)).map(({ state }) => state).sort()).toEqual([
      'confirmed',
      'confirmed',
      'withdrawn',
    ]);
    const common = { attested: true, itemKind: 'live', topicName: 'Y tế', planned: false, result: 'played' };
    expect(await rows(device.id)).toMatchObject([
      { ...common, heardMs: 10 * minute, localDate: '2026-01-05' },
      { ...common, heardMs: 9 * minute, title: speech.title, topicCode: '05' },
    ]);
  });
});
