import type { DeviceMessage, DeviceStatus } from '../../../contracts/device/link';

/** How long after its planned end an item is still believed to sound when the device says nothing. */
const trustMs = 3_000;

/** What each device last said of itself. For people who look, never for state. */
export class Soundings {
  private readonly statuses = new Map<string, DeviceStatus>();
  private readonly sounding = new Map<string, DeviceStatus['sounding']>();

  status(deviceId: string): DeviceStatus | null {
    return this.statuses.get(deviceId) ?? null;
  }

  of(deviceId: string, now: number): DeviceStatus['sounding'] {
    const sounding = this.sounding.get(deviceId) ?? null;
    return sounding && now < sounding.startAt + sounding.durationMs + trustMs ? sounding : null;
  }

  forget(deviceId: string): void {
    this.statuses.delete(deviceId);
    this.sounding.delete(deviceId);
  }

  hear(deviceId: string, message: DeviceMessage): void {
    switch (message.kind) {
      case 'status':
        this.statuses.set(deviceId, message.status);
        this.sounding.set(deviceId, message.status.sounding);
        return;
      case 'started': {
        const { kind: _kind, latenessMs: _late, ...item } = message;
        this.sounding.set(deviceId, { ...item, heardMs: 0 });
        return;
      }
      case 'rows':
        // Quiet devices report themselves seldom; the result of what sounded tells of its end.
        for (const { bytes } of message.rows) this.end(deviceId, bytes);
        return;
      case 'hello':
      case 'closed':
        this.sounding.set(deviceId, null);
        return;
      case 'manifestAnswer':
      case 'mediaRequest':
      case 'commandAnswer':
      case 'alarm':
        return;
    }
  }

  private end(deviceId: string, bytes: string): void {
    const airingKey = this.sounding.get(deviceId)?.airingKey;
    if (airingKey === undefined || !bytes.includes('"kind":"result"')) return;
    if (bytes.includes(`"airingKey":${JSON.stringify(airingKey)}`)) this.sounding.set(deviceId, null);
  }
}
