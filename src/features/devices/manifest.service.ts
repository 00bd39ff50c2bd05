import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { SignedManifest, SignedSuccession } from '../../contracts/device/manifest';
import { assembleManifest, type ManifestContent } from '../../domain/devices/assemble-manifest';
import { capVolume } from '../../domain/playout/windows';
import { outputOf } from '../../domain/devices/device';
import { horizonAt, horizonDaysOf, nearsItsEnd, programmeFrom, type Horizon } from '../../domain/devices/horizon';
import { Fault } from '../../domain/fault';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import { rememberMs } from '../../platform/database/memory-rule';
import { systemActor, type Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { canonicalJson } from '../../platform/signing/canonical-json';
import { signManifest } from '../../platform/signing/manifest-signature';
import type { DeviceManifestEntity } from './device-manifest.entity';
import type { DeviceEntity } from './device.entity';
import { DevicesRepository } from './devices.repository';
import { RUNDOWN_SOURCE, type OrderSource, type RundownSource } from './sources';
import { StationKeys } from './station-keys';

const actor = systemActor('manifests');

/** What each device is told to do (P2): assembled, signed, kept for ever. */
@Injectable()
export class ManifestService {
  private orders: OrderSource | null = null;
  /** Every device asks all day long. */
  private readonly versions = new Map<string, { version: number | null; askedAtMs: number }>();

  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly devices: DevicesRepository,
    private readonly keys: StationKeys,
    @Inject(RUNDOWN_SOURCE) private readonly rundowns: RundownSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'horizonDays'>,
  ) {}

  /** Holds and emergencies of every manifest made from now on come from here. */
  ordersFrom(source: OrderSource): void {
    this.orders = source;
  }

  /** The manifest in force; null when the device never got one. */
  async latest(deviceId: string): Promise<SignedManifest | null> {
    return signedOf(await this.devices.latestManifest(this.read.manager, deviceId));
  }

  /** The version of the manifest in force; remembered, since every device asks for it all day long. */
  async latestVersion(deviceId: string): Promise<number | null> {
    const askedAtMs = this.clock.monotonicMs();
    const known = this.knownVersion(deviceId);
    if (known !== undefined) return known;
    const version = await this.devices.latestVersion(this.read.manager, deviceId);
    return this.remember(deviceId, version, askedAtMs);
  }

  /** The same from memory alone; undefined when it must be asked. */
  knownVersion(deviceId: string): number | null | undefined {
    const known = this.versions.get(deviceId);
    const fresh = known && this.clock.monotonicMs() - known.askedAtMs < rememberMs(this.read.manager);
    return fresh ? known.version : undefined;
  }

  /** Versions only grow: an answer that was on its way while another was issued must not stand for it. */
  private remember(deviceId: string, version: number | null, askedAtMs: number): number | null {
    const known = this.versions.get(deviceId)?.version ?? 0;
    const newest = version === null || known > version ? known || null : version;
    this.versions.set(deviceId, { version: newest, askedAtMs });
    return newest;
  }

  /** The last manifest issued at or before an instant: what the device was to do then (P8). */
  async at(deviceId: string, instant: number): Promise<SignedManifest | null> {
    return signedOf(await this.devices.manifestAt(this.read.manager, deviceId, instant));
  }

  /** The last manifest the device had applied when an instant came (P8); null when it had none. */
  async appliedAt(deviceId: string, instant: number): Promise<SignedManifest | null> {
    return signedOf(await this.devices.appliedManifestAt(this.read.manager, deviceId, instant));
  }

  /** One issued version; null when this station never issued it. */
  async version(deviceId: string, version: number): Promise<SignedManifest | null> {
    return signedOf(await this.devices.manifestOf(this.read.manager, deviceId, version));
  }

  /** How devices that still pin an earlier station key find the way to this one (X3). */
  succession(): SignedSuccession[] {
    return this.keys.succession();
  }

  /** The device says that it has applied a version; its first word counts. */
  async noteApplied(tx: Transaction, deviceId: string, version: number): Promise<void> {
    await this.devices.noteApplied(tx.manager, deviceId, version, tx.nowMs);
  }

  /**
   * Assembles the device's manifest anew and issues it when its content changed or the one in force nears its end (emits
   * `manifest.issued`); returns what it issued, else null. Of rebuilds that overlap only the last one begun issues, since it alone
   * has surely read the newest plan. `above` is a version the device reports: a restored server goes on beyond it (X3).
   * Throws DEVICE_UNKNOWN.
   */
  async rebuild(deviceId: string, { above = 0 }: { above?: number } = {}): Promise<SignedManifest | null> {
    const device = await this.uow.run(actor, (tx) => this.devices.takeTurn(tx.manager, deviceId));
    if (!device) throw new Fault('DEVICE_UNKNOWN', { deviceId });
    const inForce = await this.devices.latestManifest(this.read.manager, deviceId);
    const content = await this.contentFor(device, inForce);
    const contentHash = hashOf(content, this.keys.station().keyId);
    if (inForce?.contentHash === contentHash && inForce.version >= above) return null;
    const issued = await this.uow.run(actor, (tx) => this.issue(tx, device, content, contentHash, above));
    if (issued) this.remember(deviceId, issued.version, this.clock.monotonicMs());
    return issued && issued.signed;
  }

  /** Devices without a manifest, whose manifest soon ends, or is signed by a key that was followed by another. */
  async inNeed(): Promise<string[]> {
    const standing = await this.devices.standing(this.read.manager);
    const now = this.clock.nowMs();
    const { keyId } = this.keys.station();
    const inUse = await this.devices.inUse(this.read.manager);
    return inUse
      .filter((device) => {
        const one = standing.get(device.id);
        return one?.keyId !== keyId || nearsItsEnd(one.notAfter, now, horizonDaysOf(device, this.config.horizonDays));
      })
      .map(({ id }) => id);
  }

  private async contentFor(device: DeviceEntity, inForce: Horizon | null): Promise<ManifestContent> {
    const horizon = horizonAt(this.clock.nowMs(), horizonDaysOf(device, this.config.horizonDays), pick(inForce));
    const fromAt = programmeFrom(horizon, device.placedAt);
    const { id: deviceId, areaCode, communeCode } = device;
    const programmes = [...new Set([communeCode, areaCode])];
    const retired = device.retiredAt !== null;
    const rundowns = retired
      ? []
      : await Promise.all(programmes.map((code) => this.rundowns.rundownsFor(code, fromAt, horizon.notAfter)));
    const orders = retired ? null : await this.orders?.ordersFor({ deviceId, areaCode, communeCode });
    const ceiling = await this.rundowns.volumeCeilingFor?.(areaCode);
    return assembleManifest({
      deviceId,
      zone: areaCode === communeCode ? null : areaCode,
      output: outputOf(device.sink),
      volume: ceiling ? capVolume(device.volume, ceiling.percent, ceiling.zone) : device.volume,
      horizon,
      fromAt,
      rundowns: rundowns.flat(),
      windows: retired ? [] : await this.rundowns.windowsFor(areaCode),
      holds: orders?.holds ?? [],
      emergencies: orders?.emergencies ?? [],
      playNows: orders?.playNows ?? [],
      allClears: orders?.allClears ?? [],
    });
  }

  private async issue(
    tx: Transaction,
    device: DeviceEntity,
    content: ManifestContent,
    contentHash: string,
    above: number,
  ): Promise<{ signed: SignedManifest; version: number } | null> {
    const { id: deviceId, rebuildTurn } = device;
    if (!(await this.devices.holdsTurn(tx.manager, deviceId, rebuildTurn))) return null;
    const previous = (await this.devices.latestManifest(tx.manager, deviceId))?.version ?? 0;
    const version = Math.max(previous + 1, above + 1, tx.nowMs);
    const signed = signManifest({ ...content, version, issuedAt: tx.nowMs }, this.keys.station());
    const { notBefore, notAfter } = content;
    await this.devices.appendManifest(tx.manager, {
      deviceId,
      version,
      issuedAt: tx.nowMs,
      notBefore,
      notAfter,
      contentHash,
      ...signed,
    });
    await tx.emit({ type: 'manifest.issued', payload: { deviceId, version } });
    return { signed, version };
  }
}

function hashOf(content: ManifestContent, keyId: string): string {
  return createHash('sha256')
    .update(canonicalJson({ ...content, keyId }))
    .digest('hex');
}

function pick(horizon: Horizon | null): Horizon | null {
  return horizon && { notBefore: horizon.notBefore, notAfter: horizon.notAfter };
}

function signedOf(row: DeviceManifestEntity | null): SignedManifest | null {
  return row && { payload: row.payload, keyId: row.keyId, signature: row.signature };
}
