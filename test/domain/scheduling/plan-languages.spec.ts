import { heardLanguages, languageFindings, languageName, missingLanguages } from '../../../src/domain/text/languages';
import { aBooking, commune, plan } from '../../support/plan-builders';

const inLanguages = (id: string, ...languages: string[]) =>
  aBooking(id, {
    audio: languages.map((language) => ({ language, versionId: `${id}-${language}`, durationMs: 60_000 })),
  });
const heard = (languages: readonly string[] | null | undefined, ...bookings: ReturnType<typeof aBooking>[]) => {
  const { rundowns } = plan({ programmeArea: { id: commune, zones: [], ...(languages === undefined ? {} : { languages }) }, bookings }); // prettier-ignore
  return rundowns.flatMap(({ items }) => items.map(({ versionId }) => versionId));
};

describe('languages of a commune', () => {
  it('S4 each version is an airing of its own, and a commune hears those in its languages', () => {
    const booking = inLanguages('a', 'bdq', 'jra', 'vi');
    expect(heard(['vi', 'jra'], booking)).toEqual(['a-jra', 'a-vi']);
    expect(heard(['bdq'], booking)).toEqual(['a-bdq']);
    const { rundowns } = plan({ bookings: [booking] });
    expect(new Set(rundowns[0]?.items.map(({ airingKey }) => airingKey)).size).toBe(3);
  });

  it('hears every version where nobody has said, and what there is where nothing fits', () => {
    const booking = inLanguages('a', 'jra', 'vi');
    expect([heard(null, booking), heard(undefined, booking)]).toEqual([
      ['a-jra', 'a-vi'],
      ['a-jra', 'a-vi'],
    ]);
    expect(heard(['sed'], booking)).toEqual(['a-jra', 'a-vi']);
    expect(heard(['sed'], inLanguages('b', 'vi'))).toEqual(['b-vi']);
  });

  it('what is not heard takes no room', () => {
    const long = aBooking('long', { seconds: 1_740 });
    expect(heard(['vi'], inLanguages('a', 'jra', 'vi'), long)).toEqual(['a-vi', 'version-long']);
  });

  it('says what is missing, for an item and for a day', () => {
    expect(missingLanguages(['vi', 'jra', 'sed'], ['vi', 'bdq'])).toEqual(['jra', 'sed']);
    expect(missingLanguages(null, [])).toEqual([]);
    expect(heardLanguages(['vi'], [])).toEqual([]);
    const items = [
      { ref: 'a', title: 'Lịch tiêm', languages: ['vi'] },
      { ref: 'b', title: 'Tin bão', languages: ['jra', 'vi'] },
      { ref: 'a', title: 'Lịch tiêm', languages: ['vi'] },
    ];
    expect(languageFindings(['vi', 'jra'], items)).toEqual([{ ref: 'a', title: 'Lịch tiêm', language: 'jra' }]);
    expect(languageFindings(null, items)).toEqual([]);
  });

  it('names the languages of the peoples as they are called', () => {
    expect(['vi', 'jra', 'bdq', 'sed'].map((code) => languageName(code).vi)).toEqual([
      ...['Tiếng Việt', 'Tiếng Gia Rai', 'Tiếng Ba Na', 'Tiếng Xơ Đăng'],
    ]);
    expect(languageName('xyz')).toEqual({ vi: 'xyz', en: 'xyz' });
  });
});
