import type { AuditAction } from '../../src/contracts/http/audit-actions';
import type { AuditRowView } from '../../src/contracts/http/audit';
import { insertArea } from '../../src/features/areas/area.repository';
import { type AuditFilter, findAuditRows } from '../../src/features/audit/audit.repository';
import { DecisionEntity } from '../../src/features/schedule/decision.entity';
import { systemActor } from '../../src/platform/database/transaction';
import { seedCommune, type Things } from '../support/access-things';
import { sampledDatabaseNames, openTestDatabase, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';

const here = '23538';
const elsewhere = '00004';
const areas = [
  ['51', 'province', 'VN'],
  [here, 'commune', '51'],
  [`${here}.1`, 'zone', here],
  ['01', 'province', 'VN'],
  [elsewhere, 'commune', '01'],
] as const;
const original = { sha256: 'a'.repeat(64), bytes: 5 };

describe.each(sampledDatabaseNames('postgres'))('the audit trail on %s', (name) => {
  let test: TestDatabase;
  let clock: FakeClock;
  let things: Things;

  beforeAll(async () => {
    clock = new FakeClock();
    test = await openTestDatabase(name, { clock });
    await test.database.uow.run(systemActor('setup'), async ({ manager, nowMs }) => {
      for (const [code, level, parentCode] of areas) {
        const unknown = { validFrom: null, validTo: null, countsEmbedded: null, timeZone: null, languages: null };
        await insertArea(manager, { code, level, parentCode, name: code, nameSearch: code, ...unknown }, nowMs);
      }
      things = await seedCommune(manager, { commune: here, name: 'Xã Ia Tơi', sender: 'u', ledgerRow: 101, original });
      await seedCommune(manager, { commune: elsewhere, name: 'Ba Đình', sender: 'u', ledgerRow: 102, original });
      const choice = { kind: 'order' as const, slotOccurrenceId: 'o', bookingIds: [] };
      const made = { decision: choice, slotOccurrenceId: 'o', reason: 'bão', byName: 'hoa', at: nowMs };
      await manager.insert(DecisionEntity, { id: `decision-${here}`, areaCode: here, ...made });
    });
    for (const [entity, entityId] of touched()) {
      await clock.advance(1000);
      await test.database.uow.run({ userId: 'u1', name: 'hoa' }, (tx) =>
        tx.audit({ action: `${entity}.touched` as AuditAction, entity, entityId, before: { n: 1 }, after: { n: 2 } }),
      );
    }
  });
  afterAll(() => test.close());

  /** One of each kind in the commune, in this order; then one elsewhere and two of no area. */
  const touched = (): [string, string][] => [
    ...ofCommune(),
    ['bulletin', `bulletin-${elsewhere}`],
    ['ledger-row', '102'],
    ['topic', '1'],
    ['kind-of-tomorrow', things.bulletinId],
  ];
  const ofCommune = (): [string, string][] => [
    ['area', `${here}.1`],
    ['policy', here],
    ['booking', things.bookingId],
    ['bulletin', things.bulletinId],
    ['bulletin-version', things.versionId],
    ['campaign', things.campaignId],
    ['decision', `decision-${here}`],
    ['device', things.deviceId],
    ['ledger-row', '101'],
    ['media', things.mediaId],
    ['rundown', things.rundownId],
    ['slot', things.slotId],
    ['user', things.userId],
    ['approvers', here],
    ['extra-session', things.extraSessionId],
    ['relay', things.relayId],
    ['schedule-event', things.eventId],
  ];
  const read = (roots: string[] | null, filter: AuditFilter = {}, before?: string, limit = 100) =>
    findAuditRows(test.database.read.manager, filter, roots, before, limit);
  const named = (rows: AuditRowView[]): [string, string][] => rows.map(({ entity, entityId }) => [entity, entityId]);

  it('X1, X5 shows what was done to every kind of thing of an area and those below it, and nothing beside', async () => {
    const mine = await read([here]);
    expect(named(mine)).toEqual(ofCommune().reverse());
    expect(named(await read(['51']))).toEqual(named(mine));
    expect(named(await read([`${here}.1`]))).toEqual([['area', `${here}.1`]]);
    expect(named(await read(['01']))).toEqual([
      ['ledger-row', '102'],
      ['bulletin', `bulletin-${elsewhere}`],
    ]);
    expect(await read([])).toEqual([]);
    expect(named(await read(null))).toEqual(touched().reverse());
    expect(mine[0]).toMatchObject({ actor: { id: 'u1', name: 'hoa' }, before: { n: 1 }, after: { n: 2 } });
  });

  it('X5 is searched by who, what, when and which thing, and read page by page', async () => {
    const [booking] = await read([here], { entity: 'booking', entityId: things.bookingId });
    expect(booking).toMatchObject({ action: 'booking.touched', at: clock.nowMs() - 18_000 });
    expect(named(await read([here], { action: 'slot.touched' }))).toEqual([['slot', things.slotId]]);
    expect(await read(null, { actor: 'nobody' })).toEqual([]);
    expect(await read(null, { actor: 'hoa' })).toHaveLength(21);
    const from = booking!.at;
    expect(named(await read(null, { from, to: from + 1001 }))).toEqual(ofCommune().slice(2, 4).reverse());
    const whole = await read([here]);
    const first = await read([here], {}, undefined, 5);
    const rest = await read([here], {}, first.at(-1)?.id, 100);
    expect([...first, ...rest]).toEqual(whole);
  });
});
