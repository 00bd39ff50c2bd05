import { fromEpochDay } from '../../../src/domain/time/local-date';
import { fromLunar, leapMonthOf, lunarMonthLength, toLunar } from '../../../src/domain/time/lunar/lunar-date';
import { lunarMonths } from '../../support/lunar-oracle';

/** Tết and, where there is one, the month that comes twice; 1990 to 2050. */
const golden = `
1990-01-27/5 1991-02-15 1992-02-04 1993-01-23/3 1994-02-10 1995-01-31/8 1996-02-19 1997-02-07
1998-01-28/5 1999-02-16 2000-02-05 2001-01-24/4 2002-02-12 2003-02-01 2004-01-22/2 2005-02-09
2006-01-29/7 2007-02-17 2008-02-07 2009-01-26/5 2010-02-14 2011-02-03 2012-01-23/4 2013-02-10
2014-01-31/9 2015-02-19 2016-02-08 2017-01-28/6 2018-02-16 2019-02-05 2020-01-25/4 2021-02-12
2022-02-01 2023-01-22/2 2024-02-10 2025-01-29/6 2026-02-17 2027-02-06 2028-01-26/5 2029-02-13
2030-02-02 2031-01-23/3 2032-02-11 2033-01-31/11 2034-02-19 2035-02-08 2036-01-28/6 2037-02-15
2038-02-04 2039-01-24/5 2040-02-12 2041-02-01 2042-01-22/2 2043-02-10 2044-01-30/7 2045-02-17
2046-02-06 2047-01-26/5 2048-02-14 2049-02-02 2050-01-23/3
`;

const rows = golden
  .trim()
  .split(/\s+/)
  .map((row) => row.split('/'))
  .map(([tet = '', leap]) => ({ tet, year: Number(tet.slice(0, 4)), leap: leap === undefined ? null : Number(leap) }));

describe('T4 Vietnamese lunar dates, for UTC+7', () => {
  test.each([
    ['1985-01-21', 1985],
    ['2007-02-17', 2007],
    ['2023-01-22', 2023],
    ['2024-02-10', 2024],
    ['2025-01-29', 2025],
    ['2026-02-17', 2026],
  ])('Tết is %s', (date, year) => {
    expect(fromLunar({ year, month: 1, day: 1, leap: false })).toBe(date);
    expect(toLunar(date)).toEqual({ year, month: 1, day: 1, leap: false });
  });

  test('leap months as the calendar has them', () => {
    expect([2023, 2025, 2033, 2024].map(leapMonthOf)).toEqual([2, 6, 11, null]);
    expect(toLunar('2023-03-22')).toEqual({ year: 2023, month: 2, day: 1, leap: true });
    expect(toLunar('2025-07-25')).toEqual({ year: 2025, month: 6, day: 1, leap: true });
    expect(fromLunar({ year: 2024, month: 2, day: 1, leap: true })).toBeNull();
  });

  test('61 years: every Tết and every leap month of the golden table', () => {
    expect(rows.map(({ year }) => year)).toEqual(Array.from({ length: 61 }, (_, i) => 1990 + i));
    for (const { tet, year, leap } of rows) {
      expect(fromLunar({ year, month: 1, day: 1, leap: false })).toBe(tet);
      expect([year, leapMonthOf(year)]).toEqual([year, leap]);
    }
  });

  test('every month from 1990 to 2050 begins and ends where a second, slower calculation says', () => {
    const months = lunarMonths(1990, 2050);
    expect(months.length).toBe(61 * 12 + rows.filter(({ leap }) => leap !== null).length);
    for (const { year, month, leap, firstDay, days } of months) {
      expect([year, month, leap, fromLunar({ year, month, day: 1, leap })]).toEqual([
        year,
        month,
        leap,
        fromEpochDay(firstDay),
      ]);
      expect(lunarMonthLength(year, month, leap)).toBe(days);
      expect(toLunar(fromEpochDay(firstDay + days - 1))).toEqual({ year, month, day: days, leap });
      expect(fromLunar({ year, month, day: days + 1, leap })).toBeNull();
    }
  });
});
