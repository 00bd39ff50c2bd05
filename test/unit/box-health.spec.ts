import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { boxHealth } from '../../src/player/adapters/box-health';

describe('how a box is', () => {
  let system: string;
  const put = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(system, file)), { recursive: true });
    fs.writeFileSync(path.join(system, file), text);
  };
  beforeEach(() => {
    system = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-health-'));
  });
  afterEach(() => fs.rmSync(system, { recursive: true, force: true }));

  it('says nothing where the machine says nothing, but for its disk and its program', () => {
    expect(boxHealth(system, system)).toEqual({
      diskFreeBytes: expect.any(Number) as number,
      ...{ temperatureC: null, power: null, signalPercent: null },
      softwareVersion: expect.stringMatching(/^\d+\.\d+/) as string,
    });
    expect(boxHealth(path.join(system, 'gone'), system).diskFreeBytes).toBeNull();
  });

  it('reads the hottest zone, the supply and the radio from the kernel', () => {
    put('sys/class/thermal/thermal_zone0/temp', '48312\n');
    put('sys/class/thermal/thermal_zone1/temp', '71000\n');
    put('sys/class/power_supply/AC/online', '0\n');
    put('proc/net/wireless', 'Inter-| sta-|   Quality\n face | tus | link level\n wlan0: 0000   35.  -75.  -256\n');
    expect(boxHealth(system, system)).toMatchObject({ temperatureC: 71, power: 'battery', signalPercent: 50 });
    put('sys/class/power_supply/AC/online', '1\n');
    expect(boxHealth(system, system).power).toBe('mains');
    put('sys/devices/platform/soc/soc:firmware/get_throttled', '50005\n');
    expect(boxHealth(system, system).power).toBe('low');
    put('sys/class/thermal/thermal_zone1/temp', 'broken');
    expect(boxHealth(system, system).temperatureC).toBe(48.312);
  });
});
