import { setTimeout as pause } from 'node:timers/promises';
import { airtimeRoutes, type AirtimeReportView } from '../../contracts/http/airtime';
import type { Client } from '../../contracts/http/client';
import { textTable } from '../text-table';
import { communes, province } from './cast';
import type { PlannedSession } from './session';
import type { CommuneNames } from './stage';

/** The ledger counts whole periods of 20 ms at either end of an item. */
const toleranceMs = 40;
const waitMs = 250;
const patienceMs = 15_000;
const chimes = 'Nhạc hiệu / chimes';

interface Line {
  commune: string;
  topic: string;
  plannedMs: number;
  airedMs: number;
  planned: number;
  played: number;
}

/**
 * The reviewer's view: airtime by topic and commune from the ledger, beside what the plan said before the session. `faults` names every
 * difference; empty when all was as planned.
 */
export async function readAirtime(
  reviewer: Client,
  planned: PlannedSession[],
  names: CommuneNames,
): Promise<{ table: string; faults: string[] }> {
  const wanted = planned.flatMap((session) => session.items.map((item) => ({ code: session.code, ...item })));
  const report = await settledReport(reviewer, planned[0]!.localDate, wanted.length);
  const lines = report.lines.map((line) => ({
    commune: line.commune?.name ?? '',
    topic: line.topic?.code ? `${line.topic.code} ${line.topic.name}` : chimes,
    plannedMs: line.plannedMs,
    airedMs: line.airedMs,
    planned: line.plannedAirings,
    played: line.played,
  }));
  const faults = communes.flatMap((code) => differences(names[code], code, wanted, report));
  return { table: tableOf(lines, report), faults };
}

/** The report once every planned item has its result, or as it stands when patience ends. */
async function settledReport(reviewer: Client, localDate: string, items: number): Promise<AirtimeReportView> {
  for (let waited = 0; ; waited += waitMs) {
    const report = await reviewer.call(airtimeRoutes.report, {
      query: { from: localDate, to: localDate, area: province, by: ['commune', 'topic'] },
    });
    const { plannedAirings, awaiting } = report.totals;
    if ((plannedAirings >= items && awaiting === 0) || waited >= patienceMs) return report;
    await pause(waitMs);
  }
}

function differences(
  name: string,
  code: string,
  wanted: (PlannedSession['items'][number] & { code: string })[],
  report: AirtimeReportView,
): string[] {
  const faults: string[] = [];
  const topics = [...new Set(wanted.filter((item) => item.code === code).map((item) => item.topicCode ?? ''))];
  for (const topicCode of topics) {
    const items = wanted.filter((item) => item.code === code && (item.topicCode ?? '') === topicCode);
    const plannedMs = items.reduce((sum, item) => sum + item.durationMs, 0);
    const line = report.lines.find((one) => one.commune?.code === code && (one.topic?.code ?? '') === topicCode);
    const what = `${name}, ${topicCode || chimes}`;
    if (!line) {
      faults.push(`${what}: không có trong nhật ký / not in the ledger`);
      continue;
    }
    if (line.played !== items.length)
      faults.push(`${what}: ${items.length} mục, phát đủ ${line.played} / items, played ${line.played}`);
    if (Math.abs(line.airedMs - plannedMs) > toleranceMs * items.length) {
      faults.push(`${what}: kế hoạch / planned ${plannedMs} ms, thực tế / aired ${line.airedMs} ms`);
    }
  }
  return faults;
}

function tableOf(lines: Line[], { totals, programmeMs }: AirtimeReportView): string {
  const seconds = (ms: number): string => (ms / 1000).toFixed(2).replace('.', ',');
  const table = textTable(
    [
      { title: 'xã / commune' },
      { title: 'lĩnh vực / topic' },
      { title: 'kế hoạch s / planned', right: true },
      { title: 'đã phát s / aired', right: true },
      { title: 'phát đủ / whole', right: true },
    ],
    lines.map((line) => [
      line.commune,
      line.topic,
      seconds(line.plannedMs),
      seconds(line.airedMs),
      `${line.played}/${line.planned}`,
    ]),
    [
      'Cộng các xã / all',
      '',
      seconds(totals.plannedMs),
      seconds(totals.airedMs),
      `${totals.played}/${totals.plannedAirings}`,
    ],
  );
  return `${table}Chương trình, tính một lần / programme time, counted once: ${seconds(programmeMs)} s`;
}
