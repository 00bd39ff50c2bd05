import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '../../../domain/access/principal';
import { Fault } from '../../../domain/fault';
import {
  agreed,
  asDrill,
  ended,
  glassBroken,
  type HoldTarget,
  type OrderKind,
  type SilenceTarget,
} from '../../../domain/playout/orders';
import type { Target } from '../../../domain/playout/manifest';
import { CLOCK, type Clock } from '../../../platform/clock/clock';
import { LOA_CONFIG, type LoaConfig } from '../../../platform/config/config';
import { actorOf } from '../../../platform/http/access';
import { OrderedSounds, type SoundChoice } from './ordered-sounds';
import { OrderRegister } from './order-register';
import { PlannedHolds } from './planned-holds';
import type { PlayOrderEntity } from './play-order.entity';

/** The orders of people who play (P9, S4, X2); whether they may is asked above. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly register: OrderRegister,
    private readonly sounds: OrderedSounds,
    private readonly planned: PlannedHolds,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'orderHours' | 'breakGlassMinutes'>,
  ) {}

  /** Its place stays silent, later items keep their time; the plan says so too. Throws NOT_FOUND. */
  async hold(user: Principal, areaCode: string, what: HoldTarget, reason: string): Promise<PlayOrderEntity> {
    const held = await this.planned.find(areaCode, what);
    const actor = actorOf(user);
    return this.register.place(actor, {
      kind: 'hold',
      areaCode,
      content: { kind: 'silence', target: held.target },
      target: what,
      reason,
      untilAt: held.untilAt,
      decided: held.decided,
      also: (tx) => this.planned.decide(tx, 'hold', areaCode, held.decided, reason, actor),
    });
  }

  /** Silent at once, and until an operator lets it sound again. Throws NOT_FOUND. */
  async stop(user: Principal, areaCode: string, what: SilenceTarget, reason: string): Promise<PlayOrderEntity> {
    const everything: { target: Target; untilAt: number | null } = { target: { kind: 'device' }, untilAt: null };
    const { target, untilAt } = what.kind === 'everything' ? everything : await this.planned.find(areaCode, what);
    const content = { kind: 'silence', target } as const;
    return this.register.place(actorOf(user), { kind: 'stop', areaCode, content, target: what, reason, untilAt });
  }

  /** Ends a hold or a stop. Throws NOT_FOUND, STATE_FORBIDS. */
  async resume(user: Principal, areaCode: string, id: string): Promise<PlayOrderEntity> {
    const actor = actorOf(user);
    return this.register.end(
      actor,
      areaCode,
      id,
      (order, now) => ended(kindOf(order, ['hold', 'stop']), actor.name, now),
      (tx, order) => this.planned.decide(tx, 'release', areaCode, order.decided, order.reason, actor),
    );
  }

  /** Plays once, as soon as nothing of its class sounds, inside the windows. Throws SOUND_NOT_READY, ORDER_TIME_WRONG, NOT_FOUND. */
  async playNow(
    user: Principal,
    areaCode: string,
    wanted: { sound: SoundChoice; class: 'priority' | 'normal'; expiresAt: number; reason: string },
  ): Promise<PlayOrderEntity> {
    const { expiresAt: untilAt, reason } = wanted;
    this.requireTime(untilAt);
    const sound = await this.sounds.find(user, wanted.sound, wanted.class, this.clock.nowMs());
    const content = { kind: 'play-now', class: wanted.class, ...sound } as const;
    return this.register.place(actorOf(user), { kind: 'play-now', areaCode, content, reason, untilAt });
  }

  /** Interrupts whatever sounds, and again at every repetition (P4). Throws as `playNow`. */
  async emergency(
    user: Principal,
    areaCode: string,
    wanted: { sound: SoundChoice; repeatEveryMs: number | null; endAt: number; drill: boolean; reason: string },
  ): Promise<PlayOrderEntity> {
    const { endAt: untilAt, repeatEveryMs, drill, reason } = wanted;
    this.requireTime(untilAt);
    const sound = await this.sounds.find(user, wanted.sound, 'emergency', this.clock.nowMs());
    const content = { kind: 'emergency', repeatEveryMs, drill, ...(drill ? asDrill(sound) : sound) } as const;
    return this.register.place(actorOf(user), { kind: 'emergency', areaCode, content, reason, untilAt });
  }

  /** X2: somebody else agrees. Throws NOT_FOUND, STATE_FORBIDS, SECOND_PERSON_NEEDED. */
  agree(user: Principal, areaCode: string, id: string): Promise<PlayOrderEntity> {
    const by = actorOf(user);
    return this.register.begin(by, areaCode, id, (order, now) => agreed(order, { ...by, userId: user.userId }, now));
  }

  /** X2: whoever asked goes ahead alone, by name. Throws NOT_FOUND, STATE_FORBIDS, NOT_ALLOWED, BREAK_GLASS_TOO_EARLY. */
  breakGlass(user: Principal, areaCode: string, id: string): Promise<PlayOrderEntity> {
    const afterMs = this.config.breakGlassMinutes * 60_000;
    return this.register.begin(actorOf(user), areaCode, id, (order, now) => glassBroken(order, user, now, afterMs));
  }

  /** The all-clear of an emergency, or the end of a play-now. Throws NOT_FOUND, STATE_FORBIDS. */
  clear(user: Principal, areaCode: string, id: string): Promise<PlayOrderEntity> {
    return this.register.end(actorOf(user), areaCode, id, (order, now) =>
      ended(kindOf(order, ['emergency', 'play-now']), user.username, now),
    );
  }

  private requireTime(endAt: number): void {
    const now = this.clock.nowMs();
    const limitHours = this.config.orderHours;
    if (endAt <= now || endAt > now + limitHours * 3_600_000) throw new Fault('ORDER_TIME_WRONG', { limitHours });
  }
}

function kindOf(order: PlayOrderEntity, kinds: readonly OrderKind[]): PlayOrderEntity {
  if (!kinds.includes(order.kind)) throw new Fault('NOT_FOUND', { what: 'order', id: order.id });
  return order;
}
