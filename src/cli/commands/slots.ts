/** `loa slots preview`: when a slot rule airs, before anyone saves it. Needs no data folder and no service. */
import { type Command } from 'commander';
import { type z } from 'zod';
import { dateRangeSchema, slotRuleSchema, toSlotRule } from '../../contracts/http/slot-rule';
import { weekdayOf } from '../../domain/time/local-date';
import { occurrencesOf } from '../../domain/time/occurrences';

interface PreviewOptions {
  rule: string;
  from: string;
  to: string;
  json?: boolean;
}

const weekdayNames = ['', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'];

/** Adds `slots preview` to the program. Wrong input ends with one line on stderr and exit code 1. */
export function registerSlots(program: Command): void {
  program
    .command('slots')
    .description('khung giờ phát / slots')
    .command('preview')
    .description('xem trước các buổi phát của một khung giờ / list the occurrences of a slot rule')
    .requiredOption('--rule <json>', 'quy tắc khung giờ, dạng JSON / the rule as JSON')
    .requiredOption('--from <date>', 'từ ngày, kể cả ngày đó / first local date, included')
    .requiredOption('--to <date>', 'đến ngày, kể cả ngày đó / last local date, included')
    .option('--json', 'in một dòng JSON / print one line of JSON')
    .action(preview);
}

function preview(options: PreviewOptions): void {
  const json = parseJson(options.rule);
  if (json === undefined) return refuse('--rule', 'không phải JSON hợp lệ / not valid JSON');
  const rule = slotRuleSchema.safeParse(json);
  if (!rule.success) return refuse('--rule', describe(rule.error));
  const range = dateRangeSchema.safeParse({ from: options.from, to: options.to });
  if (!range.success) return refuse('--from, --to', describe(range.error));

  const occurrences = occurrencesOf(toSlotRule(rule.data), range.data.from, range.data.to).map(
    ({ localDate, startLocal, zone, startAt, endAt, because }) => ({
      localDate,
      startLocal,
      zone,
      startAt,
      endAt,
      because,
    }),
  );
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ occurrences })}\n`);
    return;
  }
  for (const { localDate, startLocal, zone, startAt, endAt, because } of occurrences) {
    const minutes = Math.round((endAt - startAt) / 60_000);
    const weekday = weekdayNames[weekdayOf(localDate)];
    const utc = new Date(startAt).toISOString();
    process.stdout.write(`${weekday} ${localDate}  ${startLocal}  ${minutes} phút/min  ${because}  ${utc}  ${zone}\n`);
  }
  process.stdout.write(`${occurrences.length} buổi phát / occurrences\n`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => [issue.path.join('.'), messageOf(issue)].filter(Boolean).join(': ')).join('; ');
}

/** Our own checks speak both languages already; the two that zod words itself are put into both here. */
function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type')
    return `thiếu hoặc sai kiểu, cần ${issue.expected} / missing or not ${issue.expected}`;
  if (issue.code === 'unrecognized_keys') return `không hiểu mục ${issue.keys.join(', ')} / unknown key`;
  return issue.message;
}

function refuse(option: string, reason: string): void {
  process.stderr.write(`slots preview: ${option}: ${reason}\n`);
  process.exitCode = 1;
}
