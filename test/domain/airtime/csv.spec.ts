import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { csvRecord } from '../../../src/domain/airtime/csv';
import { airingDay } from '../../../src/domain/airtime/airing-day';
import { clockLength } from '../../../src/domain/airtime/words';

describe('CSV', () => {
  it('is RFC 4180: what is written is what is read, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 5 }), (fields) => {
        const [read] = parse(csvRecord(fields), { relax_column_count: true, record_delimiter: '\r\n' });
        expect(read).toEqual(fields.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)));
      }),
    );
  });

  it('neutralises what a spreadsheet would run, and leaves numbers alone', () => {
    expect(csvRecord(['=1+1', '+84', '-x', '@SUM(A1)', -5, null, 'a "b"'])).toBe(
      `'=1+1,'+84,'-x,'@SUM(A1),-5,,"a ""b"""\r\n`,
    );
  });

  it('writes lengths as people read them', () => {
    expect([0, 59_499, 59_500, 3_723_000].map(clockLength)).toEqual(['0:00:00', '0:00:59', '0:01:00', '1:02:03']);
  });
});

describe('T3 the day of an airing', () => {
  it('is the date its occurrence starts on, else the local date of its planned start', () => {
    const halfPastMidnight = Date.UTC(2026, 0, 5, 17, 30);
    expect(airingDay('2026-01-05', halfPastMidnight, 'Asia/Ho_Chi_Minh')).toBe('2026-01-05');
    expect(airingDay(null, halfPastMidnight, 'Asia/Ho_Chi_Minh')).toBe('2026-01-06');
  });
});
