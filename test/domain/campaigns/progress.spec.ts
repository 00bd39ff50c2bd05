import { furthestBehind, paceOf, type CampaignAirtime } from '../../../src/domain/campaigns/pace';
import { phaseOn, progressOf, type HeardInCommune, type PhaseOf } from '../../../src/domain/campaigns/progress';
import { targetsIn, topicCounts, weeksOf, type CampaignTarget } from '../../../src/domain/campaigns/target';

const aTarget = (id: string, more: Partial<CampaignTarget> = {}): CampaignTarget => ({
  ...{ id, topicCode: null, areaCode: null, per: 'week', minutes: 35, airings: null },
  ...more,
});
const heardOn = (localDate: string, minutes: number, topicCode = '3'): CampaignAirtime => ({
  ...{ localDate, topicCode, ms: minutes * 60_000, airings: 1 },
});
/** Thursday: three days of its week have passed. */
const today = '2026-03-05';
const phase = { from: '2026-01-15', to: '2026-12-31' };
const minutes = (count: number) => count * 60_000;

describe('pace of a campaign', () => {
  const pace = (target: CampaignTarget, heard: CampaignAirtime[], planned: CampaignAirtime[] = [], until = today) =>
    paceOf({ phase, targets: [target], heard, planned, today, until })[0];

  it('a week’s target is due by the days that have passed, today not yet', () => {
    expect(pace(aTarget('t'), [heardOn('2026-03-02', 5), heardOn('2026-03-01', 60)])).toMatchObject({
      period: { from: '2026-03-02', to: '2026-03-08' },
      wanted: { ms: minutes(35), airings: null },
      due: { ms: minutes(15), airings: 0 },
      done: { ms: minutes(5), airings: 1 },
      behind: { ms: minutes(10), airings: 0 },
    });
  });

  it('what is planned is no pace, but need not be queued again', () => {
    const told = pace(aTarget('t'), [heardOn('2026-03-02', 5)], [heardOn('2026-03-07', 20)], '2026-03-08');
    expect(told).toMatchObject({ behind: { ms: minutes(10) }, planned: { ms: minutes(20) } });
    expect(told?.missing).toEqual({ ms: minutes(10), airings: 0 });
  });

  it('airings are counted whole, and never due before a whole one is', () => {
    const target = aTarget('t', { minutes: null, airings: 5 });
    expect(pace(target, [])).toMatchObject({ due: { ms: 0, airings: 2 }, behind: { ms: 0, airings: 2 } });
  });

  it('a target for the whole phase grows day by day; before and after the phase it stays within it', () => {
    const target = aTarget('t', { per: 'phase', minutes: 351 });
    expect(pace(target, [])?.due.ms).toBe(minutes(49));
    const at = (day: string) => paceOf({ phase, targets: [target], heard: [], planned: [], today: day, until: day })[0];
    expect([at('2025-12-01')?.due.ms, at('2027-05-01')?.due.ms]).toEqual([0, minutes(351)]);
  });

  it('weeks are Monday to Sunday, cut off by the phase, and aim at their share', () => {
    const weeks = weeksOf(phase);
    expect([weeks[0], weeks[1], weeks.at(-1)]).toEqual([
      { from: '2026-01-15', to: '2026-01-18' },
      { from: '2026-01-19', to: '2026-01-25' },
      { from: '2026-12-28', to: '2026-12-31' },
    ]);
    const first = paceOf({
      ...{ phase, targets: [aTarget('t')], heard: [], planned: [], today: '2026-01-15', until: '2026-01-18' },
    });
    expect(first[0]).toMatchObject({ wanted: { ms: minutes(20) }, due: { ms: 0 }, missing: { ms: minutes(20) } });
    expect(paceOf({ phase, targets: [aTarget('t')], heard: [], planned: [], today: '2027-01-01', until: '2027-01-01' }))
      .toEqual([]); // prettier-ignore
  });

  it('local topics count for the official one above them, others do not', () => {
    expect([topicCounts('3', '3.1'), topicCounts('3', '3'), topicCounts('3', '31'), topicCounts(null, '9')]).toEqual([
      ...[true, true, false, true],
    ]);
    const target = aTarget('t', { topicCode: '3' });
    expect(pace(target, [heardOn('2026-03-02', 5, '3.1'), heardOn('2026-03-02', 5, '4')])?.done.ms).toBe(minutes(5));
  });

  it('in a commune the target of the narrowest area holds', () => {
    const all = [
      aTarget('nation', { minutes: 10 }),
      aTarget('commune', { minutes: 30, areaCode: '23538' }),
      aTarget('province', { minutes: 20, areaCode: '51' }),
      aTarget('other topic', { topicCode: '3' }),
      aTarget('elsewhere', { areaCode: '52' }),
    ];
    const ids = (path: string[]) => targetsIn(all, path).map(({ id }) => id);
    expect(ids(['23538', '51', 'VN'])).toEqual(['commune', 'other topic']);
    expect(ids(['23535', '51', 'VN'])).toEqual(['province', 'other topic']);
    expect(ids(['00004', '01', 'VN'])).toEqual(['nation', 'other topic']);
  });
});

describe('progress of the seed case: one phase to the end of a year, another for the years after', () => {
  const phases = [
    { id: 'one', fromDate: '2026-01-15', toDate: '2026-12-31', contents: ['basics', 'plan of action'] },
    { id: 'two', fromDate: '2027-01-01', toDate: '2030-12-31', contents: ['results', 'good examples'] },
  ];
  const domain = (i: number, targets: CampaignTarget[] = []): PhaseOf => {
    const { fromDate: from, toDate: to, contents: contentIds } = phases[i]!;
    return { from, to, contentIds, targets };
  };
  const heard = (communeCode: string, localDate: string, contentId: string | null, min: number): HeardInCommune => ({
    ...{ ...heardOn(localDate, min), communeCode, topicName: 'Chủ trương', contentId },
  });
  const communes = ['23535', '23538'].map((code) => ({ code, name: `Xã ${code}`, path: [code, '51', 'VN'] }));

  it('each day has its phase', () => {
    const on = (today: string) => phaseOn(phases, today)?.id;
    expect(['2025-06-01', '2026-12-31', '2027-01-01', '2031-01-01'].map(on)).toEqual(['one', 'one', 'two', 'two']);
    expect(phaseOn([], '2026-01-01')).toBeUndefined();
  });

  it('counts in each phase its own contents on its own dates, by content, topic, commune and week', () => {
    const rows = [
      heard('23538', '2026-03-02', 'basics', 10),
      heard('23538', '2026-03-03', null, 5),
      heard('23535', '2026-01-16', 'basics', 2),
      heard('23535', '2026-03-02', 'results', 50),
      heard('23535', '2027-01-02', 'results', 7),
    ];
    const first = progressOf(domain(0, [aTarget('t')]), communes, rows, today);
    expect(first.total).toEqual({ ms: minutes(17), airings: 3 });
    expect(first.contents).toEqual([
      { id: 'basics', ms: minutes(12), airings: 2, communes: 2 },
      { id: 'plan of action', ms: 0, airings: 0, communes: 0 },
    ]);
    expect(first.topics).toEqual([{ code: '3', name: 'Chủ trương', ms: minutes(17), airings: 3 }]);
    expect(first.weeks.filter(({ ms }) => ms > 0).map(({ from, ms }) => [from, ms / 60_000])).toEqual([
      ['2026-01-15', 2],
      ['2026-03-02', 15],
    ]);
    expect(first.weeks.at(-1)?.from).toBe('2026-03-02');
    expect(first.communes.map(({ code, pace }) => [code, (furthestBehind(pace)?.behind.ms ?? 0) / 60_000])).toEqual([
      ['23535', 15],
      ['23538', 0],
    ]);
    expect([first.communesHeard, first.communesBehind]).toEqual([2, 1]);
    const second = progressOf(domain(1), communes, rows, '2027-01-05');
    expect([second.total.ms, second.communesHeard, second.communesBehind]).toEqual([minutes(7), 1, 0]);
    expect(second.contents.map(({ id, airings }) => [id, airings])).toEqual([
      ['results', 1],
      ['good examples', 0],
    ]);
  });

  it('sums agree along every axis (L6)', () => {
    const rows = communes.flatMap(({ code }, i) =>
      Array.from({ length: 20 }, (_, n) => heard(code, `2026-02-${String(n + 1).padStart(2, '0')}`, 'basics', i + n)),
    );
    const { total, topics, weeks, communes: lines, contents } = progressOf(domain(0), communes, rows, today);
    for (const axis of [topics, weeks, lines, contents]) {
      expect(axis.reduce((ms, one) => ms + one.ms, 0)).toBe(total.ms);
      expect(axis.reduce((count, { airings }) => count + airings, 0)).toBe(total.airings);
    }
  });
});
