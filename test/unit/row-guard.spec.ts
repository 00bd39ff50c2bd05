import fc from 'fast-check';
import { isDeviceRow } from '../../src/contracts/device/row-guard';
import { deviceRowSchema } from '../../src/contracts/device/rows';
import { DeviceLog } from '../support/ledger';
import { aSnapshot } from '../support/manifest-builder';

/** Values of every kind a field may have, and some that none may. */
const values = [
  null,
  undefined,
  0,
  1,
  -1,
  1.5,
  2 ** 53,
  NaN,
  '',
  'x',
  'x'.repeat(201),
  '5',
  'a'.repeat(64),
  'A'.repeat(64),
  true,
  [],
  {},
  [null],
  [{ startAt: 1, fromMs: 0, heardMs: 5 }],
  [{ startAt: 1, fromMs: 0 }],
  'intent',
  'result',
  'played',
  'stopped',
  'synced',
  'normal',
  'heard',
  'chime',
];

describe('the quick look at a device row', () => {
  const log = new DeviceLog('device-1');
  const rows = [
    log.intent({ airingKey: 'a' }),
    log.result({ airingKey: 'a' }),
    log.result({ airingKey: 'b', snapshot: aSnapshot({ topicCode: null, kind: 'chime' }) }),
  ].map((sent) => JSON.parse(sent.bytes) as Record<string, unknown>);

  it('L3 accepts what a player writes', () => {
    for (const row of rows) expect(isDeviceRow(row)).toBe(true);
    for (const value of [null, 7, 'row', [], {}]) expect(isDeviceRow(value)).toBe(false);
  });

  it('L3 accepts exactly what the schema accepts, whichever field is altered or left out', () => {
    const paths = rows.flatMap((row) => [
      ...Object.keys(row).map((name) => ({ row, path: [name] })),
      ...Object.keys(row.snapshot ?? {}).map((name) => ({ row, path: ['snapshot', name] })),
    ]);
    const accepted = { yes: 0, no: 0 };
    for (const { row, path } of paths) {
      for (const value of values) {
        const altered = structuredClone(row);
        const holder = (path.length === 2 ? altered.snapshot : altered) as Record<string, unknown>;
        if (value === undefined) delete holder[path.at(-1)!];
        else holder[path.at(-1)!] = value;
        const valid = deviceRowSchema.safeParse(altered).success;
        accepted[valid ? 'yes' : 'no'] += 1;
        if (isDeviceRow(altered) !== valid) throw new Error(`${path.join('.')} = ${JSON.stringify(value)}: ${valid}`);
      }
    }
    expect(accepted.yes).toBeGreaterThan(100);
    expect(accepted.no).toBeGreaterThan(1000);
  });

  it('L3 never accepts what the schema refuses, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...rows),
        fc.dictionary(fc.constantFrom(...Object.keys(rows[1]!)), fc.anything()),
        (row, over) => {
          const altered = { ...row, ...over };
          return isDeviceRow(altered) === deviceRowSchema.safeParse(altered).success;
        },
      ),
      { numRuns: 500 },
    );
  });
});
