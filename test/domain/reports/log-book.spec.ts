import { logBookSheet, sessionsOf, type LoggedAiring } from '../../../src/domain/reports/log-book';
import { cellText, type Table } from '../../../src/domain/reports/document';
import { dateVi, longDateVi, numberVi, percentVi, weekdayVi } from '../../../src/domain/text/vietnamese';

const at = (time: string): number => Date.parse(`2026-01-05T${time}:00+07:00`);
const airing = (time: string, over: Partial<LoggedAiring> = {}): LoggedAiring => ({
  localDate: '2026-01-05',
  title: `Bản tin ${time}`,
  topicName: 'Y tế',
  itemKind: 'bulletin',
  origin: 'own',
  replay: false,
  plannedStartAt: at(time),
  plannedMs: 60_000,
  airedMs: 60_000,
  attestedMs: 0,
  result: 'played',
  reason: null,
  ...over,
});

describe('numbers and dates as Vietnamese offices write them', () => {
  it('points between thousands, a comma before decimals', () => {
    expect([numberVi(0), numberVi(999), numberVi(1000), numberVi(1234567.891, 1), numberVi(-1234.5, 1)]).toEqual([
      '0',
      '999',
      '1.000',
      '1.234.567,9',
      '-1.234,5',
    ]);
    expect(numberVi(-0.01, 1)).toBe('0,0');
    expect([percentVi(1, 3), percentVi(0, 0)]).toEqual(['33,3 %', '–']);
  });
  it('days first', () => {
    expect(dateVi('2026-01-05')).toBe('05/01/2026');
    expect(longDateVi('2026-01-05')).toBe('ngày 05 tháng 01 năm 2026');
    expect([weekdayVi(1), weekdayVi(6), weekdayVi(7)]).toEqual(['Thứ hai', 'Thứ bảy', 'Chủ nhật']);
  });
});

describe('the weekly log of a commune', () => {
  it('items that follow each other are one session, a pause begins another, a new day too', () => {
    const sessions = sessionsOf([
      airing('17:02', { airedMs: 5_000 }),
      airing('17:00'),
      airing('05:30'),
      airing('23:59'),
      airing('23:59', { localDate: '2026-01-06', plannedStartAt: at('23:59') + 60_000 }),
    ]);
    expect(sessions.map((one) => [one.localDate, one.items.length, one.airedMs])).toEqual([
      ['2026-01-05', 1, 60_000],
      ['2026-01-05', 2, 65_000],
      ['2026-01-05', 1, 60_000],
      ['2026-01-06', 1, 60_000],
    ]);
  });

  it('lists sessions with marks for replays and relays, remarks for what went wrong, and the sums', () => {
    const sheet = logBookSheet(
      {
        name: 'Xã Ia Tơi',
        zone: 'Asia/Ho_Chi_Minh',
        airings: [
          airing('17:00', { itemKind: 'chime', title: 'Nhạc hiệu', plannedMs: 3_000, airedMs: 3_000 }),
          airing('17:01', { replay: true }),
          airing('17:02', { origin: 'relayed', result: 'missed', reason: 'not-delivered', airedMs: 0 }),
          airing('17:03', { attestedMs: 60_000 }),
        ],
      },
      '2026-01-05',
      '2026-01-12',
    );
    const table = sheet.blocks[0] as Table;
    expect(table.rows.map((row) => row.map(cellText))).toEqual([
      [
        'Thứ hai 05/01',
        '17:00–17:04',
        '1. Bản tin 17:01 (PL); 2. Bản tin 17:02 (TA); 3. Bản tin 17:03',
        '0:03:03',
        '0:02:03',
        'Lỡ, chưa phát: lệnh phát không tới thiết bị; người trực xác nhận',
      ],
    ]);
    expect(table.totals?.map(cellText)).toEqual(['Cộng', '1', 'buổi phát', '0:03:03', '0:02:03', '67,2 %']);
    expect(sheet.signOff?.placeAndDate).toBe('Xã Ia Tơi, ngày 12 tháng 01 năm 2026');
  });

  it('L6 P8 what a sheet does not hold is summed by topic: every form has every airing and millisecond once, and the same totals', () => {
    const topics = [
      'Y tế',
      'Giáo dục',
      'Nông nghiệp',
      '',
      'x'.repeat(300),
      ...Array.from({ length: 20 }, (_, i) => `T${i}`),
    ];
    const results = ['played', 'partial', 'missed', 'failed', 'skipped', 'expired', 'preempted'] as const;
    const airings = Array.from({ length: 7 * 30 }, (_, i) => {
      const [day, item] = [Math.floor(i / 30), i % 30];
      const result = results[(i * i) % results.length]!;
      return airing('05:00', {
        ...{ localDate: `2026-01-${String(5 + day).padStart(2, '0')}`, title: `Bản tin ${i % 190}`, replay: i >= 190 },
        ...{ plannedStartAt: at('05:00') + day * 86_400_000 + item * 20 * 60_000, plannedMs: 60_000 + i },
        ...{
          topicName: topics[(i * 7) % topics.length]!,
          result,
          reason: null,
          airedMs: result === 'missed' ? 0 : 1_000 * (i % 59),
        },
        ...(i % 30 === 0 ? { itemKind: 'chime' as const } : {}),
      });
    });
    const commune = { name: 'Xã Ia Tơi', zone: 'Asia/Ho_Chi_Minh', airings };
    const sheet = logBookSheet(commune, '2026-01-05', '2026-01-12');
    const spoken = airings.filter((one) => one.itemKind !== 'chime');
    const seconds = (clock: string): number => clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    const totals = (sheet.blocks[0] as Table).totals;
    const forms = sheet.summed!.map((form) => form());
    expect(forms).toHaveLength(8);
    for (const [n, form] of forms.entries()) {
      const table = form[0] as Table;
      expect(table.totals).toEqual(totals);
      const lengths = (column: number): number =>
        table.rows.reduce((all, row) => all + (row[column] as { ms: number }).ms, 0);
      expect(lengths(3)).toBe(airings.reduce((all, one) => all + one.plannedMs, 0));
      expect(lengths(4)).toBe(airings.reduce((all, one) => all + one.airedMs, 0));
      const cells = table.rows.map((row) => cellText(row[2]!));
      // Named here and there: numbered titles, and the numbers that stand for them.
      const named = cells.flatMap((cell) => cell.match(/(^|; )\d+\. /g) ?? []).length;
      const again = cells.flatMap((cell) => cell.match(/số \d+/g) ?? []).length;
      const sums = cells.flatMap((cell) => [...cell.matchAll(/: (\d+) lượt \(([\d:]+)\)/g)]);
      const summed = sums.reduce((all, [, airings]) => all + Number(airings), 0);
      expect(named + again + summed).toBe(spoken.length);
      const note = (form.at(-1) as { text: string }).text;
      expect(note).toContain(`${spoken.length} lượt phát chương trình`);
      expect(note).toContain(`: ${summed} lượt chỉ ghi số lượt`);
      expect(note).toMatch(/XLSX, DOCX hoặc CSV/);
      if (n < 6) continue;
      // Nothing but sums: all aired time of programmes, in whole seconds as these airings have it.
      expect(summed).toBe(spoken.length);
      expect(1_000 * sums.reduce((all, [, , clock]) => all + seconds(clock!), 0)).toBe(
        spoken.reduce((all, one) => all + one.airedMs, 0),
      );
    }
    const days = forms.at(-1)![0] as Table;
    expect(days.rows.map((row) => cellText(row[1]!))).toEqual(Array(7).fill('05:00–14:41 (30 buổi)'));
    // However much is in a day, its row stays short: the sheet holds it.
    for (const row of days.rows) expect(row.map(cellText).join('').length).toBeLessThan(900);
  });
});
