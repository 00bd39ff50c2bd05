import { viewBulletin } from '../../src/features/bulletins/views';
import { type DatabaseName, sampledDatabaseNames } from '../support/databases';
import { approved, aSlot, here, openSchedule, type ScheduleStation, setup } from '../support/schedule-station';

const monday = '2026-01-05';

describe.each(sampledDatabaseNames('sqlite'))('languages of communes on %s', (name: DatabaseName) => {
  let station: ScheduleStation;
  beforeAll(async () => {
    station = await openSchedule(name);
    await station.areas.updateSettings(setup, '51', { languages: ['vi'] });
    await station.areas.updateSettings(setup, here, { languages: ['vi', 'jra', 'sed'] });
  });
  afterAll(() => station.close());

  const versions = (...made: [language: string, state: string, supersededBy?: string][]) =>
    made.map(([language, state, supersededBy = null]) => ({ language, state, supersededBy, mediaId: null }));

  it('a bulletin shows which languages are stated where it is to be heard, and which are missing', () => {
    const languagesIn = (codes: readonly string[]) => station.areas.languagesUnder(codes);
    const view = (areaCodes: string[], ...made: Parameters<typeof versions>) =>
      viewBulletin({ bulletin: { areaCodes, versions: versions(...made) } as never, media: new Map() }, languagesIn)
        .languages;
    expect(view(['51'], ['vi', 'approved'], ['jra', 'returned'], ['bdq', 'approved'])).toEqual([
      { language: 'vi', communes: 2, state: 'approved' },
      { language: 'jra', communes: 1, state: 'in-work' },
      { language: 'sed', communes: 1, state: 'missing' },
    ]);
    expect(view([here], ['vi', 'recalled'], ['jra', 'approved', 'newer'], ['jra', 'ready'])).toEqual([
      { language: 'jra', communes: 1, state: 'in-work' },
      { language: 'sed', communes: 1, state: 'missing' },
      { language: 'vi', communes: 1, state: 'missing' },
    ]);
    expect(view(['23535'], ['jra', 'approved'])).toEqual([{ language: 'vi', communes: 1, state: 'missing' }]);
  });

  it('S4 each commune airs the versions in its languages; the queue tells what is missing; a change is planned at once', async () => {
    await station.slots.create(setup, '51', aSlot('Buổi chiều', '17:00'));
    const inLanguage = (language: string) =>
      approved('b1', { language, versionId: `b1-${language}`, areaCode: '51', areaCodes: ['51'] });
    for (const language of ['vi', 'jra', 'bdq']) await station.bookings.book(inLanguage(language));
    await station.settle();
    const aired = async (commune: string): Promise<string[]> => {
      const [rundown] = await station.scheduled.rundownsFor(commune, 0, Date.parse('2026-01-05T17:00:00Z'));
      return (rundown?.items ?? []).map(({ snapshot }) => snapshot.language);
    };
    expect([await aired(here), await aired('23535')]).toEqual([['jra', 'vi'], ['vi']]);
    const queue = await station.lists.queue({ areaCode: '51', limit: 10 });
    expect(queue.bookings).toMatchObject([{ languages: ['bdq', 'jra', 'vi'], missingLanguages: ['sed'] }]);
    await station.areas.updateSettings(setup, '23535', { languages: ['bdq'] });
    await station.settle();
    expect([await aired(here), await aired('23535')]).toEqual([['jra', 'vi'], ['bdq']]);
    await station.areas.updateSettings(setup, '23535', { languages: null });
    await station.settle();
    expect(await aired('23535')).toEqual(['vi']);
    expect((await station.rundowns.list(here, monday, monday))[0]?.items).toHaveLength(2);
  });
});
