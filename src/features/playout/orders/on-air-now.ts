import { Injectable } from '@nestjs/common';
import type { NowView } from '../../../contracts/http/orders';
import { DevicesService } from '../../devices';
import { EmbeddedDevices } from '../embedded-devices';

/** What sounds in an area at this moment, device by device. */
@Injectable()
export class OnAirNow {
  constructor(
    private readonly devices: DevicesService,
    private readonly line: EmbeddedDevices,
  ) {}

  async of(areaCode: string): Promise<NowView> {
    const devices = (await this.devices.list(areaCode)).filter((device) => device.retiredAt === null);
    return {
      devices: devices.map(({ id, name, areaCode: place }) => {
        const status = this.line.status(id);
        const sounding = this.line.sounding(id);
        return {
          deviceId: id,
          deviceName: name,
          areaCode: place,
          connected: this.line.isRunning(id),
          statusAt: status?.at ?? null,
          nextStartAt: status?.nextStartAt ?? null,
          item: sounding && {
            airingKey: sounding.airingKey,
            // What follows the slash tells one snapshot from another.
            bulletinId: sounding.bulletinRef.split('/')[0] ?? sounding.bulletinRef,
            title: sounding.title,
            sinceAt: sounding.startAt,
            untilAt: sounding.startAt + sounding.durationMs,
          },
        };
      }),
    };
  }
}
