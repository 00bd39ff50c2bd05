/** Run in a process of its own, under a TZ setting: compares occurrences with the oracle and prints what it saw as JSON. */
import { occurrencesOf } from '../../../src/domain/time/occurrences';
import { type SlotRule } from '../../../src/domain/time/slot-rule';
import { oracleZones, randomRule, randomSource } from '../../support/random-slot-rules';
import { oracleOccurrences } from '../../support/time-oracle';

const [, , zoneCount = '8', ruleCount = '40', seed = '1'] = process.argv;
const random = randomSource(Number(seed));
const zones = oracleZones.slice(0, Number(zoneCount));
const differences: unknown[] = [];
const because: Record<string, number> = {};
let compared = 0;

for (let i = 0; i < Number(ruleCount); i += 1) {
  const zone = zones[i % zones.length] ?? 'UTC';
  const rule = randomRule(random, zone);
  const expected = oracleOccurrences(rule, '2026-01-01', '2026-12-31');
  const actual = occurrencesOf(rule as SlotRule, '2026-01-01', '2026-12-31').map(({ n: _, ...rest }) => rest);
  compared += expected.length;
  for (const one of expected) because[one.because] = (because[one.because] ?? 0) + 1;
  // Occurrences that start together have no order of their own for the oracle.
  const sorted = (list: object[]): string[] => list.map((one) => JSON.stringify(one)).sort();
  const [left, right] = [sorted(expected), sorted(actual)];
  left.forEach((line, at) => {
    if (line !== right[at] && differences.length < 5) differences.push({ rule, expected: line, actual: right[at] });
  });
  if (left.length !== right.length) differences.push({ rule, expected: left.length, actual: right.length });
}

/** What this process's own clock says: minutes behind UTC in January and July. */
const clock = [0, 6].map((month) => new Date(2026, month, 1).getTimezoneOffset());
process.stdout.write(JSON.stringify({ clock, compared, because, zones: zones.length, differences }));
