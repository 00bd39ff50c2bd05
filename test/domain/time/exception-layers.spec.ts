import { effectiveExceptions, type LayeredException } from '../../../src/domain/time/exception-layers';
import { occurrencesOf } from '../../../src/domain/time/occurrences';

const date = '2026-02-17';
const written = (change: Partial<LayeredException>): LayeredException => ({
  date,
  kind: 'move',
  level: 3,
  binding: false,
  writtenAt: 0,
  ...change,
});
const nation = { level: 0 };
const province = { level: 1 };
const startsOn = (...layers: LayeredException[]): string[] =>
  occurrencesOf(
    {
      zone: 'Asia/Ho_Chi_Minh',
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      startLocal: '05:00',
      lengthMinutes: 30,
      validFrom: '2026-01-01',
      validTo: null,
      exceptions: effectiveExceptions(layers),
    },
    date,
    date,
  ).map((one) => one.startLocal);

describe('T4 exceptions of many areas', () => {
  test('among defaults the narrower wins, then the later, in whatever order they are stored', () => {
    const wide = written({ ...province, startLocal: '06:00', writtenAt: 9 });
    const narrow = written({ startLocal: '07:00', writtenAt: 1 });
    const later = written({ startLocal: '08:00', writtenAt: 2 });
    expect(startsOn(wide, narrow)).toEqual(['07:00']);
    expect(startsOn(narrow, wide)).toEqual(['07:00']);
    expect(startsOn(later, narrow, wide)).toEqual(['08:00']);
  });

  test('a binding one of an upper area beats everything below, additions included', () => {
    const mourning = written({ ...nation, kind: 'skip', binding: true });
    expect(startsOn(mourning, written({ startLocal: '07:00', writtenAt: 5 }))).toEqual([]);
    expect(startsOn(written({ kind: 'add', startLocal: '17:00' }), mourning)).toEqual([]);
    const provinceBinding = written({ ...province, binding: true, startLocal: '09:00', writtenAt: 9 });
    const nationBinding = written({ ...nation, binding: true, startLocal: '10:00' });
    expect(startsOn(provinceBinding, nationBinding)).toEqual(['10:00']);
  });

  test('a binding one of a lower area beats a default from above, and other dates stay', () => {
    const above = written({ ...province, startLocal: '06:00' });
    expect(startsOn(above, written({ kind: 'skip', binding: true }))).toEqual([]);
    expect(startsOn(above, written({ kind: 'skip', binding: true, date: '2026-02-18' }))).toEqual(['06:00']);
  });

  test('a binding addition stands beside what is below', () => {
    const speech = written({ ...nation, kind: 'add', startLocal: '20:00', binding: true });
    expect(startsOn(speech, written({ startLocal: '07:00' }))).toEqual(['07:00', '20:00']);
  });
});
