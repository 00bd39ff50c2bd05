import { noticeText } from '../../../src/domain/notifications/notice';
import { noticeKinds } from '../../../src/domain/notifications/notice-kinds';

describe('what people are told', () => {
  const data = { bulletinId: 'b', title: 'Tiêm chủng', reason: 'thiếu giờ', localDate: '2026-03-01' };

  it('returned: says why, in both languages', () => {
    expect(noticeText('returned', data)).toEqual({
      vi: '“Tiêm chủng” được trả lại: thiếu giờ',
      en: '“Tiêm chủng” was returned: thiếu giờ',
    });
  });

  it.each(noticeKinds)('%s: leaves no hole where something is not known', (kind) => {
    const bare = noticeText(kind, { bulletinId: null, title: null, reason: null, localDate: null });
    expect(`${bare.vi} ${bare.en}`).not.toMatch(/null|undefined/);
    expect(bare.vi).not.toBe(bare.en);
  });
});
