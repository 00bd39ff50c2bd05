import { createHash, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ResponseOf } from '../../../contracts/http/route';
import type { deviceLinkRoutes } from '../../../contracts/http/device-link';
import { Fault } from '../../../domain/fault';
import { ReadDatabase } from '../../../platform/database/database';
import { systemActor, type Actor, type Transaction } from '../../../platform/database/transaction';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { keyIdOf, publicKeyFromPem } from '../../../platform/signing/keys';
import { AreasService } from '../../areas';
import type { DeviceEntity } from '../device.entity';
import { DevicesRepository } from '../devices.repository';
import { StationKeys } from '../station-keys';
import { findByCode, forgetBoots, saveCredential } from './joining.repository';

/** A code is good for a day: long enough to carry it to the pole. */
const codeGoodForMs = 24 * 3_600_000;
/** Crockford's digits without those that are mistaken for each other. */
const digits = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const codeLength = 12;

/** Lets boxes in as devices, and shuts them out again. Every change leaves its audit row and `device.changed` (X5). */
@Injectable()
export class JoiningService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly devices: DevicesRepository,
    private readonly areas: AreasService,
    private readonly keys: StationKeys,
  ) {}

  /** A new one-time code, told once; an unused one before it no longer counts. Throws NOT_FOUND, STATE_FORBIDS. */
  async makeCode(actor: Actor, deviceId: string): Promise<{ code: string; expiresAt: number }> {
    const code = Array.from({ length: codeLength }, () => digits[randomInt(digits.length)]).join('');
    return this.uow.run(actor, async (tx) => {
      await this.require(tx, deviceId, 'device.join');
      const expiresAt = tx.nowMs + codeGoodForMs;
      await saveCredential(tx.manager, { deviceId, codeHash: hashOf(code), codeExpiresAt: expiresAt });
      await tx.audit({ action: 'device.code-made', entity: 'device', entityId: deviceId, after: { expiresAt } });
      return { code: code.replace(/(.{4})(?=.)/g, '$1-'), expiresAt };
    });
  }

  /** Uses a code up: from now on the device is the box with this key. Throws JOIN_CODE_INVALID. */
  async join(code: string, publicPem: string): Promise<ResponseOf<typeof deviceLinkRoutes.join>> {
    const keyId = idOfKey(publicPem);
    const found = await findByCode(this.read.manager, hashOf(code));
    if (!found || keyId === null) throw new Fault('JOIN_CODE_INVALID', {});
    return this.uow.run(systemActor(`device ${found.deviceId}`), async (tx) => {
      const credential = await findByCode(tx.manager, hashOf(code));
      if (!credential || (credential.codeExpiresAt ?? 0) <= tx.nowMs) throw new Fault('JOIN_CODE_INVALID', {});
      const device = await this.require(tx, credential.deviceId, 'device.join');
      const { id: deviceId, name, areaCode } = device;
      await this.devices.update(tx.manager, deviceId, { publicKey: publicPem });
      const used = { codeHash: null, codeExpiresAt: null, joinedAt: tx.nowMs, heldAt: null };
      await saveCredential(tx.manager, { deviceId, ...used });
      await forgetBoots(tx.manager, deviceId);
      await this.record(tx, deviceId, 'joined', { before: { publicKey: device.publicKey }, after: { keyId } });
      const stationKeys = [...this.keys.pinned()].map(([id, key]) => ({
        keyId: id,
        publicPem: key.export({ type: 'spki', format: 'pem' }) as string,
      }));
      const { timeZone } = this.areas.settingsOf(areaCode);
      return { deviceId, name, timeZone, stationKeys, recoveryKey: this.keys.recovery() };
    });
  }

  /** Shuts out the box that joined, and forgets an unused code. Throws NOT_FOUND, STATE_FORBIDS. */
  async revoke(actor: Actor, deviceId: string): Promise<void> {
    await this.uow.run(actor, async (tx) => {
      const device = await this.require(tx, deviceId, 'device.revoke');
      await this.devices.update(tx.manager, deviceId, { publicKey: null });
      await saveCredential(tx.manager, { deviceId, codeHash: null, codeExpiresAt: null, joinedAt: null, heldAt: null });
      await this.record(tx, deviceId, 'revoked', {
        before: { publicKey: device.publicKey },
        after: { publicKey: null },
      });
    });
  }

  private async require(tx: Transaction, id: string, action: string): Promise<DeviceEntity> {
    const device = await this.devices.find(tx.manager, id);
    if (!device) throw new Fault('NOT_FOUND', { what: 'device', id });
    const state = device.retiredAt !== null ? 'retired' : device.embedded ? 'embedded' : null;
    if (state !== null) throw new Fault('STATE_FORBIDS', { what: device.name, state, action });
    return device;
  }

  private async record(
    tx: Transaction,
    deviceId: string,
    change: 'joined' | 'revoked',
    said: { before: unknown; after: unknown },
  ) {
    await tx.audit({ action: `device.${change}`, entity: 'device', entityId: deviceId, ...said });
    await tx.emit({ type: 'device.changed', payload: { deviceId, change } });
  }
}

/** However it is typed: case and dashes do not matter. */
function hashOf(code: string): string {
  const plain = code.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return createHash('sha256').update(plain).digest('hex');
}

function idOfKey(publicPem: string): string | null {
  try {
    return keyIdOf(publicKeyFromPem(publicPem));
  } catch {
    return null;
  }
}
