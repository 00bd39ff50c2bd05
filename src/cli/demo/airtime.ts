import { airtimeRoutes, type AirtimeReportView } from '../../contracts/http/airtime';
import type { Client } from '../../contracts/http/client';
import { textTable } from '../text-table';
import { communes, province } from './cast';
import type { CommuneNames } from './stage';
import { airtimeDifferences, chimes, type ExpectedItem } from './yardstick';
import { SystemClock } from '../../platform/clock/system-clock';

const clock = new SystemClock();

const waitMs = 250;
const patienceMs = 15_000;

interface Line {
  commune: string;
  topic: string;
  plannedMs: number;
  airedMs: number;
  planned: number;
  played: number;
}

/**
 * The reviewer's view: airtime by topic and commune from the ledger, beside what was sent in and approved. `faults` names every difference;
 * empty when all was as it should be.
 */
export async function readAirtime(
  reviewer: Client,
  expected: ExpectedItem[],
  localDate: string,
  names: CommuneNames,
): Promise<{ table: string; faults: string[] }> {
  const report = await settledReport(reviewer, localDate, expected.length);
  const lines = report.lines.map((line) => ({
    commune: line.commune?.name ?? '',
    topic: line.topic?.code ? `${line.topic.code} ${line.topic.name}` : chimes,
    plannedMs: line.plannedMs,
    airedMs: line.airedMs,
    planned: line.plannedAirings,
    played: line.played,
  }));
  const aired = report.lines.map((line) => ({
    ...line,
    code: line.commune?.code ?? '',
    topicCode: line.topic?.code ?? '',
  }));
  const faults = communes.flatMap((code) =>
    airtimeDifferences(
      names[code],
      expected.filter((item) => item.code === code),
      aired.filter((line) => line.code === code),
    ),
  );
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
    await clock.sleep(waitMs);
  }
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
