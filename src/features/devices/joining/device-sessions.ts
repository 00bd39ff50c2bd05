import { createHmac, timingSafeEqual, verify } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { sessionText } from '../../../contracts/device/http-link';
import { Fault } from '../../../domain/fault';
import { CLOCK, type Clock } from '../../../platform/clock/clock';
import { ReadDatabase } from '../../../platform/database/database';
import { rememberMs } from '../../../platform/database/memory-rule';
import { systemActor } from '../../../platform/database/transaction';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { EventDispatcher } from '../../../platform/events/event-dispatcher';
import { keyIdOf, publicKeyFromPem } from '../../../platform/signing/keys';
import { DevicesRepository } from '../devices.repository';
import { StationKeys } from '../station-keys';
import { findBoots, findCredential, saveBoot, saveCredential } from './joining.repository';

const nonceGoodForMs = 60_000;
const tokenGoodForMs = 3_600_000;

/** Who speaks: a device, in one life of its box. */
export interface DeviceSession {
  deviceId: string;
  boot: string;
}

const tokenSchema = z.object({ deviceId: z.string(), boot: z.string(), keyId: z.string(), expiresAt: z.int() });
const nonceSchema = z.object({ deviceId: z.string(), expiresAt: z.int() });

interface Standing {
  keyId: string | null;
  publicKey: string | null;
  held: boolean;
  /** Of the session that counts: the latest opened. */
  boot: string | null;
  askedAtMs: number;
}

/**
 * Sessions of devices. Nonces and tokens are signed by a secret of the station and kept nowhere, so any process can judge them and
 * a restart ends none; whether a device is still welcome is remembered until `device.changed` says otherwise.
 */
@Injectable()
export class DeviceSessions implements OnModuleInit {
  private readonly standings = new Map<string, Standing>();
  /** Counts what was forgotten: an answer that was on its way meanwhile is not kept. */
  private forgotten = 0;
  private secret: Buffer | null = null;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly devices: DevicesRepository,
    private readonly keys: StationKeys,
    private readonly events: EventDispatcher,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const payload = z.object({ deviceId: z.string() });
    this.events.subscribe('device.changed', async (event) => {
      const said = payload.safeParse(event.payload);
      this.forget(said.success ? said.data.deviceId : null);
    });
  }

  challenge(deviceId: string): { nonce: string; expiresAt: number } {
    const expiresAt = this.clock.nowMs() + nonceGoodForMs;
    return { nonce: this.seal({ deviceId, expiresAt }), expiresAt };
  }

  /** Throws DEVICE_SESSION_INVALID, DEVICE_HELD. A boot that comes back after a later one holds the device. */
  async open(said: {
    deviceId: string;
    boot: string;
    nonce: string;
    signature: string;
  }): Promise<{ token: string; expiresAt: number }> {
    const { deviceId, boot } = said;
    const now = this.clock.nowMs();
    const nonce = nonceSchema.safeParse(this.unseal(said.nonce));
    if (!nonce.success || nonce.data.deviceId !== deviceId || nonce.data.expiresAt <= now) throw invalid();
    const { publicKey, keyId } = await this.standing(deviceId);
    if (publicKey === null || keyId === null) throw invalid();
    const text = Buffer.from(sessionText(deviceId, boot, said.nonce), 'utf8');
    if (!verify(null, text, publicKeyFromPem(publicKey), Buffer.from(said.signature, 'base64'))) throw invalid();
    if ((await this.remember(deviceId, boot)) === 'held') throw new Fault('DEVICE_HELD', { deviceId });
    const expiresAt = now + tokenGoodForMs;
    return { token: this.seal({ deviceId, boot, keyId, expiresAt }), expiresAt };
  }

  /** The session of a request. Throws DEVICE_SESSION_INVALID, DEVICE_HELD. */
  async find(token: string): Promise<DeviceSession> {
    const said = this.readToken(token);
    if (!said) throw invalid();
    const { deviceId, boot, keyId } = said;
    const standing = await this.standing(deviceId);
    if (standing.keyId !== keyId) throw invalid();
    if (standing.held) throw new Fault('DEVICE_HELD', { deviceId });
    // Superseded: a box that is still there opens anew, and its coming back is noticed.
    if (standing.boot !== boot) throw invalid();
    return { deviceId, boot };
  }

  /** The same from memory alone; null when it must be asked, or when there is something to refuse. */
  known(token: string): DeviceSession | null {
    const said = this.readToken(token);
    const standing = said && this.remembered(said.deviceId);
    if (!standing || standing.held || standing.keyId !== said.keyId || standing.boot !== said.boot) return null;
    return { deviceId: said.deviceId, boot: said.boot };
  }

  private readToken(token: string): z.infer<typeof tokenSchema> | null {
    const said = tokenSchema.safeParse(this.unseal(token));
    return said.success && said.data.expiresAt > this.clock.nowMs() ? said.data : null;
  }

  private remembered(deviceId: string): Standing | undefined {
    const known = this.standings.get(deviceId);
    const fresh = known && this.clock.monotonicMs() - known.askedAtMs < rememberMs(this.read.manager);
    return fresh ? known : undefined;
  }

  private forget(deviceId: string | null): void {
    this.forgotten += 1;
    if (deviceId === null) this.standings.clear();
    else this.standings.delete(deviceId);
  }

  private async remember(deviceId: string, boot: string): Promise<'open' | 'held'> {
    const answer = await this.uow.run(systemActor(`device ${deviceId}`), async (tx) => {
      const credential = await findCredential(tx.manager, deviceId);
      if ((credential?.heldAt ?? null) !== null) return 'held' as const;
      const boots = await findBoots(tx.manager, deviceId);
      if (boots[0]?.boot === boot) return 'open' as const;
      if (boots.some((one) => one.boot === boot)) {
        await saveCredential(tx.manager, { deviceId, heldAt: tx.nowMs });
        const after = { boot, meanwhile: boots[0]?.boot };
        await tx.audit({ action: 'device.held', entity: 'device', entityId: deviceId, after });
        await tx.emit({ type: 'device.changed', payload: { deviceId, change: 'held' } });
        return 'held' as const;
      }
      const openedAt = Math.max(tx.nowMs, (boots[0]?.openedAt ?? 0) + 1);
      await saveBoot(tx.manager, { deviceId, boot, openedAt });
      return 'open' as const;
    });
    this.forget(deviceId);
    return answer;
  }

  private async standing(deviceId: string): Promise<Standing> {
    const known = this.remembered(deviceId);
    if (known) return known;
    const { forgotten } = this;
    const askedAtMs = this.clock.monotonicMs();
    const device = await this.devices.find(this.read.manager, deviceId);
    const welcome = device !== null && device.retiredAt === null && !device.embedded;
    const publicKey = welcome ? device.publicKey : null;
    const [credential, boots] = await Promise.all([
      findCredential(this.read.manager, deviceId),
      findBoots(this.read.manager, deviceId),
    ]);
    const standing = {
      publicKey,
      keyId: publicKey === null ? null : keyIdOf(publicKeyFromPem(publicKey)),
      held: (credential?.heldAt ?? null) !== null,
      boot: boots[0]?.boot ?? null,
      askedAtMs,
    };
    if (device !== null && forgotten === this.forgotten) this.standings.set(deviceId, standing);
    return standing;
  }

  private seal(content: unknown): string {
    const body = Buffer.from(JSON.stringify(content)).toString('base64url');
    return `${body}.${this.mac(body)}`;
  }

  private unseal(text: string): unknown {
    const [body = '', mac = ''] = text.split('.');
    const [given, right] = [Buffer.from(mac), Buffer.from(this.mac(body))];
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
    return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as unknown;
  }

  private mac(body: string): string {
    this.secret ??= createHmac('sha256', this.keys.station().privateKey.export({ type: 'pkcs8', format: 'der' }))
      .update('device-session')
      .digest();
    return createHmac('sha256', this.secret).update(body).digest('base64url');
  }
}

function invalid(): Fault {
  return new Fault('DEVICE_SESSION_INVALID', {});
}
