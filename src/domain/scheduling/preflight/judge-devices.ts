/** Whether a commune's devices can sound what is planned, and hold it in time (P1, P3). */
import { type DayDevice, type PreflightDay } from './day';
import { finding, type Finding } from './finding';

/** Longer silent than this, and a device may well miss what was planned last. */
export const deviceSilentMs = 6 * 3_600_000;

/** What is wrong with the devices as such; nothing where nothing is to be heard. */
export function judgeDevices(day: PreflightDay): Finding[] {
  const { communeCode: areaCode, devices, now } = day;
  const heard = day.programmes.flatMap(({ areaCode: programme, rundowns }) =>
    rundowns.flatMap(({ rundown }) => rundown.items.map(({ zones }) => ({ programme, zones }))),
  );
  if (heard.length === 0) return [];
  if (devices.length === 0) return [finding({ level: 'red', code: 'no-device', areaCode })];
  const found = devices.flatMap((device) => judgeDevice(areaCode, device, now));
  const serves = (zone: string) => devices.some((device) => device.zone === zone);
  const whole = devices.some((device) => device.zone === null);
  // What a zone has of its own reaches its own devices only; an item for some zones also those of the whole commune.
  const deaf = heard.flatMap(({ programme, zones }) =>
    programme === areaCode
      ? (zones ?? []).filter((zone) => !whole && !serves(zone))
      : serves(programme)
        ? []
        : programme,
  );
  for (const zone of [...new Set(deaf)].sort())
    found.push(finding({ level: 'amber', code: 'zone-without-device', areaCode: zone }));
  return found;
}

function judgeDevice(areaCode: string, device: DayDevice, now: number): Finding[] {
  const about = { areaCode: device.zone ?? areaCode, subject: device.name, details: [device.id] };
  if (device.speaksForItself) return [];
  if (!device.joined) return [finding({ level: 'amber', code: 'device-never-joined', ...about })];
  if (device.heardAt !== null && now - device.heardAt <= deviceSilentMs) return [];
  return [finding({ level: 'amber', code: 'device-silent', ...about })];
}

/** What was found before single sessions: red where no device at all is known to hold the audio an hour before, or later. */
export function judgeAudioChecks({ audioChecks }: PreflightDay): Finding[] {
  return audioChecks.flatMap(({ areaCode, slotId, slotOccurrenceId, startAt, mark, devices }) => {
    const without = devices.filter(({ holding }) => holding !== 'holds');
    if (without.length === 0) return [];
    const level = without.length === devices.length && mark <= 60 ? 'red' : 'amber';
    const subject = without.map(({ name }) => name).join(', ');
    const about = { areaCode, slotId, slotOccurrenceId, startAt, subject, reason: String(mark), until: startAt };
    return [finding({ level, code: 'audio-not-on-devices', ...about, details: without.map(({ id }) => id) })];
  });
}
