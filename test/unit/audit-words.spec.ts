import { auditActionGroups } from '../../src/contracts/http/audit-actions';
import { changesOf } from '../../src/web/pages/audit/changes';
import { type Telling, valueText } from '../../src/web/pages/audit/value-text';
import { auditActionText, auditActionWords } from '../../src/web/words/audit-actions';
import { auditActorText } from '../../src/web/words/audit-things';

const telling: Telling = {
  language: 'vi',
  times: { moment: (at) => `moment ${at}`, date: (date) => `date ${date}`, length: (ms) => `length ${ms}` },
  words: { yes: 'có', no: 'không', nothing: 'để trống' },
  nameOf: (kind, id) => (kind === 'area' && id === '23538' ? 'Xã Ia Tơi' : null),
};

describe('X5: the audit in words', () => {
  it('offers every action once, and no two under the same words', () => {
    const offered = Object.values(auditActionGroups).flat();
    expect(offered.length).toBe(Object.keys(auditActionWords).length);
    for (const language of ['vi', 'en'] as const) {
      const texts = offered.map((action) => auditActionText(action, language));
      expect(texts.filter((text, index) => !text || texts.indexOf(text) !== index)).toEqual([]);
    }
    expect(auditActionText('bulletin.version.approved', 'vi')).toBe('Duyệt bản tin');
    expect(auditActionText('something.else', 'vi')).toBeNull();
  });

  it('names people as they are, and parts of the station in words', () => {
    expect(auditActorText({ id: '01k', name: 'schedule' }, 'vi')).toBe('schedule');
    expect(auditActorText({ id: null, name: 'schedule' }, 'vi')).toBe('Hệ thống (lịch phát)');
    expect(auditActorText({ id: null, name: 'device 01k' }, 'en')).toBe('The station (a box)');
    expect(auditActorText({ id: null, name: 'ba.lan' }, 'vi')).toBe('ba.lan');
  });

  it('a change is told field by field, without what stayed or is empty on both sides', () => {
    const before = { title: 'a', days: { kind: 'dates', dates: ['2026-01-05'] }, summary: null, source: 'x' };
    const after = { title: 'b', days: { kind: 'dates', dates: ['2026-01-06'] }, summary: '', source: 'x' };
    expect(changesOf(before, after)).toEqual([
      { path: ['title'], before: 'a', after: 'b' },
      { path: ['days', 'dates'], before: ['2026-01-05'], after: ['2026-01-06'] },
    ]);
    expect(changesOf(null, { audio: [{ language: 'jra', durationMs: 1 }], zones: [] })).toEqual([
      { path: ['audio', '1', 'language'], before: undefined, after: 'jra' },
      { path: ['audio', '1', 'durationMs'], before: undefined, after: 1 },
    ]);
    expect(changesOf({ relay: { url: 'x' } }, { relay: 'none' })).toEqual([
      { path: ['relay'], before: { url: 'x' }, after: 'none' },
    ]);
  });

  it('values are said as people say them, unknown ones as they are stored', () => {
    const said = (field: string, value: unknown): string => valueText(field, value, telling);
    expect(said('approvedAt', 5)).toBe('moment 5');
    expect(said('durationMs', 65_000)).toBe('length 65000');
    expect(said('validTo', '2026-01-05')).toBe('date 2026-01-05');
    expect(said('weekdays', [1, 7])).toBe('T2, CN');
    expect(said('soft', false)).toBe('không');
    expect(said('zones', null)).toBe('để trống');
    expect(said('areaCodes', ['23538', '00004'])).toBe('Xã Ia Tơi, 00004');
    expect(said('state', 'approved')).toBe('đã duyệt');
    expect(said('language', 'jra')).toBe('Tiếng Gia Rai');
    expect(said('title', 'approved')).toBe('approved');
    expect(said('tomorrow', { a: 1 })).toBe('{"a":1}');
  });
});
