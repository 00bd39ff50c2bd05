import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, text } from './columns';

const sums = ['delivered_ms', 'sounded_ms'];
const tables = ['commune_airings', 'airing_rollups'];

/** What was delivered and what devices heard at their own output, beside what was planned and aired; the past from the ledger. */
export class FourTruths1700000009010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('device_airings', new TableColumn(text('output', { default: "'unknown'" })));
    for (const table of tables) {
      for (const name of sums) await runner.addColumn(table, new TableColumn(bigint(name, { default: '0' })));
    }
    await fillTruths((statement) => runner.query(statement));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables) for (const name of sums) await runner.dropColumn(table, name);
    await runner.dropColumn('device_airings', 'output');
  }
}

/** As the fold keeps them from now on. */
export async function fillTruths(run: (statement: string) => Promise<unknown>): Promise<void> {
  await run(`
    UPDATE device_airings SET output =
      COALESCE((SELECT r.output FROM ledger_rows r WHERE r.received_number = device_airings.received_number), 'unknown')`);
  const longest = (condition: string, length: string): string => `
    COALESCE((SELECT MAX(a.${length}) FROM device_airings a
      WHERE a.commune_code = commune_airings.commune_code AND a.airing_key = commune_airings.airing_key AND a.counts AND ${condition}), 0)`;
  const had = `a.planned AND a.result <> 'unreported'
    AND COALESCE(a.reason, '') NOT IN ('not-delivered', 'not-ready', 'file-corrupt', 'length-wrong')`;
  await run(`
    UPDATE commune_airings SET delivered_ms = ${longest(had, 'planned_ms')},
      sounded_ms = ${longest("a.output IN ('sound', 'heard')", 'heard_ms')}`);
  const same = ['commune_code', 'topic_code', 'language', 'commune_name', 'topic_name'];
  const fine = ['item_kind', 'priority', 'origin', 'replay'];
  for (const [days, names] of [
    [true, [...same, ...fine]],
    [false, same],
  ] as const) {
    const inPeriod = days
      ? 'c.local_date = airing_rollups.period'
      : "c.local_date BETWEEN airing_rollups.period || '-01' AND airing_rollups.period || '-31'";
    const matches = [inPeriod, ...names.map((name) => `c.${name} = airing_rollups.${name}`)].join(' AND ');
    const total = (name: string): string =>
      `${name} = COALESCE((SELECT SUM(c.${name}) FROM commune_airings c WHERE ${matches}), 0)`;
    await run(`UPDATE airing_rollups SET ${sums.map(total).join(', ')} WHERE length(period) ${days ? '>' : '='} 7`);
  }
}
