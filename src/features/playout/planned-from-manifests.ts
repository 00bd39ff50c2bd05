import { Inject, Injectable } from '@nestjs/common';
import type { Manifest, Rundown } from '../../contracts/device/manifest';
import type { ScheduledRundown } from '../../domain/devices/assemble-manifest';
import { itemsForZones } from '../../domain/scheduling/zones';
import { wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { AreasService } from '../areas';
import { type Device, DevicesService, ManifestService } from '../devices';
import { ScheduledRundowns } from '../schedule';
import { PlannedItems, type PlannedAiring } from './ports';
import { readManifest } from './read-manifest';

/** Manifests looked through for an item that the newest one no longer names. */
const manifestsBack = 12;

/**
 * What a device was to air (P8): the last manifest it had applied when the occurrence began; what was planned by then and not in it never reached
 * the device.
 */
@Injectable()
export class PlannedFromManifests extends PlannedItems {
  constructor(
    private readonly areas: AreasService,
    private readonly devices: DevicesService,
    private readonly manifests: ManifestService,
    private readonly scheduled: ScheduledRundowns,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super();
  }

  async *begunBetween(fromAt: number, toAt: number): AsyncIterable<readonly PlannedAiring[]> {
    for (const device of await this.devices.inUse()) {
      const planned: PlannedAiring[] = [];
      for (const rundown of await this.rundownsOf(device, fromAt, toAt)) {
        planned.push(...(await this.plannedIn(device, rundown)));
      }
      if (planned.length > 0) yield planned;
    }
  }

  async find(deviceId: string, airingKeys: readonly string[]): Promise<readonly PlannedAiring[]> {
    const device = await this.devices.get(deviceId);
    const missing = new Set(airingKeys);
    const found: PlannedAiring[] = [];
    let before = this.clock.nowMs();
    for (let i = 0; i < manifestsBack && missing.size > 0; i += 1) {
      const signed = await this.manifests.at(deviceId, before);
      if (!signed) break;
      const manifest = readManifest(signed);
      for (const rundown of manifest.rundowns) {
        const named = this.fromManifest(device, manifest, rundown).filter((one) => missing.delete(one.airingKey));
        found.push(...named);
      }
      before = manifest.issuedAt - 1;
    }
    return found;
  }

  /** The device's own programme area and, for a device of a zone, its commune's. */
  private async rundownsOf(device: Device, fromAt: number, toAt: number): Promise<ScheduledRundown[]> {
    const areas = [...new Set([device.areaCode, device.communeCode])];
    const rundowns = await Promise.all(areas.map((code) => this.scheduled.plannedFor(code, fromAt, toAt)));
    return rundowns.flat().filter((rundown) => rundown.startAt >= fromAt && rundown.startAt < toAt);
  }

  private async plannedIn(device: Device, rundown: ScheduledRundown): Promise<PlannedAiring[]> {
    // A person with the rendered file applies nothing; what was issued is what they had.
    const signed =
      device.kind === 'manual'
        ? await this.manifests.at(device.id, rundown.startAt)
        : await this.manifests.appliedAt(device.id, rundown.startAt);
    const manifest = signed && readManifest(signed);
    const given = manifest?.rundowns.find((one) => one.id === rundown.id);
    const delivered = manifest && given ? this.fromManifest(device, manifest, given) : [];
    const known = new Set(delivered.map((one) => one.airingKey));
    const zones = device.areaCode === device.communeCode ? null : [device.areaCode];
    const lost = itemsForZones(rundown.items, zones).filter((item) => !known.has(item.airingKey));
    return [...delivered, ...lost.map((item) => this.airing(device, rundown, item, item.snapshot, false))];
  }

  private fromManifest(device: Device, manifest: Manifest, rundown: Rundown): PlannedAiring[] {
    return rundown.items.flatMap((item) => {
      const snapshot = manifest.snapshots[item.bulletinRef];
      return snapshot ? [this.airing(device, rundown, item, snapshot, true)] : [];
    });
  }

  private airing(
    device: Device,
    rundown: Omit<Rundown, 'items'>,
    item: Rundown['items'][number],
    snapshot: PlannedAiring['snapshot'],
    delivered: boolean,
  ): PlannedAiring {
    const { timeZone } = this.areas.settingsOf(rundown.areaCode);
    return {
      deviceId: device.id,
      airingKey: item.airingKey,
      rundownId: rundown.id,
      rundownVersion: rundown.version,
      slotOccurrenceId: rundown.slotOccurrenceId,
      localDate: wallClockAt(timeZone, rundown.startAt).localDate,
      areaCode: rundown.areaCode,
      bulletinRef: item.bulletinRef,
      class: item.class,
      plannedStartAt: item.startAt,
      plannedMs: item.durationMs,
      sha256: item.source.kind === 'file' ? item.source.sha256 : null,
      delivered,
      snapshot,
    };
  }
}
