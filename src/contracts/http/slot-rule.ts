/** The slot rule on the wire: what the domain takes for granted is refused here. Messages are Vietnamese / English. */
import { z } from 'zod';
import { isLocalDate, toEpochDay } from '../../domain/time/local-date';
import { isLocalTime, isStartTime } from '../../domain/time/local-time';
import { type SlotRule } from '../../domain/time/slot-rule';
import { isZone } from '../../domain/time/zone-offsets';

/** A session longer than a day would run into itself. */
const longestMinutes = 24 * 60;
const mostExceptions = 2_000;
/** What one request may ask to be laid out. */
const longestRangeYears = 20;

export const localDateSchema = z
  .string()
  .refine(isLocalDate, 'ngày không có trong lịch, cần dạng NĂM-THÁNG-NGÀY / not a date of the calendar, YYYY-MM-DD')
  .meta({ description: 'Local date, YYYY-MM-DD', example: '2026-02-17' });

export const localTimeSchema = z
  .string()
  .refine(isLocalTime, 'giờ phải từ 00:00 đến 23:59, dạng GIỜ:PHÚT / a time of day from 00:00 to 23:59, HH:MM')
  .meta({ description: 'Local time, HH:MM', example: '05:00' });

export const startLocalSchema = z
  .string()
  .refine(
    isStartTime,
    'giờ bắt đầu phải từ 00:00 đến 23:59, dạng GIỜ:PHÚT hoặc GIỜ:PHÚT:GIÂY / a start from 00:00 to 23:59, HH:MM or HH:MM:SS',
  )
  .meta({ description: 'Local start, HH:MM, with seconds only where there are some', example: '05:00' });

export const zoneSchema = z
  .string()
  .max(64)
  .refine(isZone, 'không có múi giờ này trong bảng IANA / not a time zone of the IANA table')
  .meta({ description: 'IANA time zone', example: 'Asia/Ho_Chi_Minh' });

const weekdayMessage = 'thứ phải là số từ 1 (thứ Hai) đến 7 (Chủ nhật) / a weekday is 1 (Monday) to 7 (Sunday)';
const weekdaySchema = z.union(
  [z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7)],
  weekdayMessage,
);

const lengthMessage = `thời lượng phải là số phút nguyên từ 1 đến ${longestMinutes} / whole minutes from 1 to ${longestMinutes}`;
const lengthMinutesSchema = z
  .int(lengthMessage)
  .min(1, lengthMessage)
  .max(longestMinutes, lengthMessage)
  .meta({ description: 'Elapsed minutes', example: 30 });

export const slotExceptionSchema = z
  .strictObject({
    date: localDateSchema,
    kind: z.enum(['skip', 'move', 'add']),
    startLocal: startLocalSchema.optional(),
    lengthMinutes: lengthMinutesSchema.optional(),
  })
  .refine(({ kind, startLocal, lengthMinutes }) => kind !== 'move' || (startLocal ?? lengthMinutes) !== undefined, {
    path: ['startLocal'],
    message: 'dời buổi phát thì phải cho giờ mới hoặc thời lượng mới / a move needs a new start or a new length',
  })
  .meta({ description: 'skip and move act on the rule’s own occurrence of the date; add makes another beside it' });

const monthDaySchema = z
  .string()
  .refine((text) => isLocalDate(`2024-${text}`), 'cần tháng và ngày dạng THÁNG-NGÀY / a month and day, MM-DD')
  .meta({ description: 'Month and day, MM-DD', example: '04-16' });

export const weekdaysSchema = z
  .array(weekdaySchema)
  .max(7, 'nhiều nhất 7 thứ / at most 7 weekdays')
  .refine((days) => new Set(days).size === days.length, 'mỗi thứ chỉ ghi một lần / name each weekday once');

/** Other weekdays, start or length. */
export const slotTermsSchema = z.strictObject({
  weekdays: weekdaysSchema.min(1, 'chọn ít nhất một thứ / choose a weekday').optional(),
  startLocal: startLocalSchema.optional(),
  lengthMinutes: lengthMinutesSchema.optional(),
});

export const slotVariantSchema = slotTermsSchema
  .extend({
    from: localDateSchema,
    to: localDateSchema.nullable().default(null),
    season: z.strictObject({ from: monthDaySchema, to: monthDaySchema }).optional(),
  })
  .refine(({ from, to }) => to === null || from <= to, {
    path: ['to'],
    message: 'ngày kết thúc đứng trước ngày bắt đầu / the last day is before the first',
  })
  .refine(({ weekdays, startLocal, lengthMinutes }) => (weekdays ?? startLocal ?? lengthMinutes) !== undefined, {
    path: ['startLocal'],
    message: 'cần ghi giờ, thời lượng hoặc thứ khác / give another start, length or weekdays',
  })
  .meta({ description: 'Other times from a date on, or each year in a season' });

export const slotPauseSchema = z.strictObject({
  from: localDateSchema,
  to: localDateSchema.nullable(),
  note: z.string().trim().min(1).max(500),
});

/** Canonical rule of issue 2; `exceptions` and `validTo` may be left out. */
export const slotRuleSchema = z
  .strictObject({
    zone: zoneSchema,
    weekdays: weekdaysSchema,
    startLocal: startLocalSchema,
    lengthMinutes: lengthMinutesSchema,
    validFrom: localDateSchema,
    validTo: localDateSchema.nullable().default(null),
    exceptions: z
      .array(slotExceptionSchema)
      .max(mostExceptions, `nhiều nhất ${mostExceptions} ngoại lệ / at most ${mostExceptions} exceptions`)
      .default([]),
    variants: z.array(slotVariantSchema).max(60).optional(),
    pauses: z.array(slotPauseSchema).max(60).optional(),
  })
  .refine(({ validFrom, validTo }) => validTo === null || validFrom <= validTo, {
    path: ['validTo'],
    message: 'ngày kết thúc đứng trước ngày bắt đầu / the last day is before the first',
  })
  .refine(({ weekdays, exceptions }) => weekdays.length > 0 || exceptions.some(({ kind }) => kind === 'add'), {
    path: ['weekdays'],
    message: 'khung giờ này không bao giờ phát: chưa chọn thứ nào / it never airs: no weekday, no addition',
  })
  .meta({ description: 'A slot as a rule of the wall clock' });

/** Local dates, both included. */
export const dateRangeSchema = z
  .strictObject({ from: localDateSchema, to: localDateSchema })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    message: 'ngày cuối đứng trước ngày đầu / the last day is before the first',
  })
  .refine(
    ({ from, to }) =>
      !(isLocalDate(from) && isLocalDate(to)) || toEpochDay(to) - toEpochDay(from) <= longestRangeYears * 366,
    {
      path: ['to'],
      message: `khoảng ngày quá dài, nhiều nhất ${longestRangeYears} năm / range too long, at most ${longestRangeYears} years`,
    },
  );

/** One occurrence as previewed: epoch milliseconds, half-open. */
export const occurrenceSchema = z.strictObject({
  localDate: localDateSchema,
  startLocal: startLocalSchema,
  zone: z.string(),
  startAt: z.int(),
  endAt: z.int(),
  because: z.enum(['rule', 'move', 'add', 'gap', 'fold']),
});

export type SlotRuleDto = z.infer<typeof slotRuleSchema>;
export type OccurrenceDto = z.infer<typeof occurrenceSchema>;

/** Compiles only while the wire form is the domain's. */
export const toSlotRule = (dto: SlotRuleDto): SlotRule => dto;
