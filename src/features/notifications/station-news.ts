import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Role } from '../../domain/access/roles';
import type { NoticeData, NoticeKind } from '../../domain/notifications/notice-kinds';
import { wallClockAt } from '../../domain/time/wall-clock';
import { ReadDatabase } from '../../platform/database/database';
import { EventDispatcher, type LoaEvent } from '../../platform/events/event-dispatcher';
import { UsersService } from '../accounts';
import { AreasService, rootAreaCode } from '../areas';
import { NoticesRepository } from './notices.repository';
import { TellingService } from './telling.service';

interface OrderNews {
  kind: string;
  areaCode: string;
  reason: string;
  by: string;
  requestedById: string | null;
}
interface DelegationNews {
  areaCode: string;
  fromUserId: string;
  toUserId: string;
  fromAt: number;
  untilAt: number;
  reason: string;
}
interface SlotNews {
  areaCode: string;
  slotName: string;
  bySlotName: string;
  byAreaCode: string;
  dates: string[];
}
interface ExtraSessionNews {
  areaCode: string;
  reason: string;
  requestedBy: string;
  requestedById: string | null;
  decidedBy: string | null;
}
interface AlarmNews {
  areaCode: string;
  deviceName: string;
  code: string;
  /** No alarm of this kind was open on the device. */
  first: boolean;
}

/** The disk stays full for every recording: people are told once in this time. */
const storageEveryMs = 12 * 3_600_000;

/** A gap in the ledger stays: people are told each day. */
const gapEveryMs = 24 * 3_600_000;

/** Tells what happens to orders, sessions, powers and boxes: to those who must act, or must know. */
@Injectable()
export class StationNews implements OnModuleInit {
  constructor(
    private readonly events: EventDispatcher,
    private readonly telling: TellingService,
    private readonly repository: NoticesRepository,
    private readonly read: ReadDatabase,
    private readonly users: UsersService,
    private readonly areas: AreasService,
  ) {}

  onModuleInit(): void {
    // Told by features of which some come later in the way of the data: their events are known by name.
    this.events.subscribe('approval.delegated', (event) => this.onDelegated(event));
    this.events.subscribe('order.waiting', (event) => this.onOrderWaiting(event));
    this.events.subscribe('order.glass-broken', (event) => this.onGlassBroken(event));
    this.events.subscribe('slot.displaced', (event) => this.onSlotDisplaced(event));
    for (const state of ['requested', 'approved', 'refused'] as const)
      this.events.subscribe(`extra-session.${state}`, (event) => this.onExtraSession(event, state));
    this.events.subscribe('device.alarm', (event) => this.onAlarm(event));
    this.events.subscribe('storage.full', (event) => this.onStorageFull(event));
    this.events.subscribe('ledger.gap', (event) => this.onLedgerGap(event));
  }

  private async onDelegated(event: LoaEvent): Promise<void> {
    const { areaCode, fromUserId, toUserId, fromAt, untilAt, reason } = event.payload as DelegationNews;
    const { timeZone } = this.areas.settingsOf(areaCode);
    const dateOf = (at: number): string => wallClockAt(timeZone, at).localDate;
    const by = (await this.users.get(fromUserId)).user.displayName;
    // The end is half-open: a power until midnight ends with the day before.
    const dates = { from: dateOf(fromAt), until: dateOf(untilAt - 1) };
    await this.telling.tell(event, [toUserId], 'delegated', this.data(areaCode, { by, reason, ...dates }));
  }

  /** X2: whoever may be the second person. */
  private async onOrderWaiting(event: LoaEvent): Promise<void> {
    const { areaCode, requestedById } = event.payload as OrderNews;
    const asked = await this.users.holding('approver', this.areas.ancestorsOf(areaCode));
    const others = asked.filter((userId) => userId !== requestedById);
    await this.telling.tell(event, others, 'order-waiting', this.orderData(event));
  }

  /** X2: "notice to all": everybody who approves or operates where the order is heard, above it and below. */
  private async onGlassBroken(event: LoaEvent): Promise<void> {
    const { areaCode } = event.payload as OrderNews;
    const below = this.areas.descendantsOf(areaCode).map(({ code }) => code);
    const everywhere = [...this.areas.ancestorsOf(areaCode), ...below];
    const people = [
      ...(await this.users.holding('approver', everywhere)),
      ...(await this.users.holding('operator', everywhere)),
    ];
    await this.telling.tell(event, people, 'glass-broken', this.orderData(event));
  }

  /** S12: those of the area whose session gives way, up to the one that took its place. */
  private async onSlotDisplaced(event: LoaEvent): Promise<void> {
    const { areaCode, slotName, bySlotName, byAreaCode, dates } = event.payload as SlotNews;
    const above = this.areas.ancestorsOf(areaCode);
    const until = above.indexOf(byAreaCode);
    const operators = await this.users.holding('operator', until > 0 ? above.slice(0, until) : above.slice(0, 1));
    const data = this.data(areaCode, { title: slotName, by: bySlotName, localDate: dates[0] ?? null });
    await this.telling.tell(event, operators, 'slot-displaced', data);
  }

  /** S13: asked of those who approve, answered to who asked. */
  private async onExtraSession(event: LoaEvent, state: 'requested' | 'approved' | 'refused'): Promise<void> {
    const { areaCode, reason, requestedBy, requestedById, decidedBy } = event.payload as ExtraSessionNews;
    const approvers = state === 'requested' ? await this.holding('approver', areaCode) : [];
    const told =
      state === 'requested'
        ? approvers.filter((userId) => userId !== requestedById)
        : [requestedById].filter((id) => id !== null);
    const data = this.data(areaCode, { by: decidedBy ?? requestedBy, reason });
    await this.telling.tell(event, told, `extra-session-${state}`, data);
  }

  /** P6: once for each kind of alarm on a device, until somebody has seen to it. */
  private async onAlarm(event: LoaEvent): Promise<void> {
    const { areaCode, deviceName, code, first } = event.payload as AlarmNews;
    if (!first) return;
    const data = this.data(areaCode, { title: deviceName, reason: code });
    await this.telling.tell(event, await this.holding('operator', areaCode), 'device-alarm', data);
  }

  private async onStorageFull(event: LoaEvent): Promise<void> {
    const kind: NoticeKind = 'storage-full';
    if (await this.repository.toldSince(this.read.manager, kind, event.at - storageEveryMs)) return;
    const admins = await this.users.holding('admin', [rootAreaCode]);
    await this.telling.tell(event, admins, kind, this.data(rootAreaCode, {}));
  }

  /** L4: to those who keep the database and those who vouch for the log. */
  private async onLedgerGap(event: LoaEvent): Promise<void> {
    const kind: NoticeKind = 'ledger-gap';
    if (await this.repository.toldSince(this.read.manager, kind, event.at - gapEveryMs)) return;
    const { after, day } = event.payload as { after: number; day: string };
    const people = [
      ...(await this.users.holding('admin', [rootAreaCode])),
      ...(await this.users.holding('reviewer', [rootAreaCode])),
    ];
    await this.telling.tell(event, people, kind, this.data(rootAreaCode, { title: String(after), localDate: day }));
  }

  /** Those of the area and above it, less the nation: what happens in a commune every day is not its affair. */
  private holding(role: Role, areaCode: string): Promise<string[]> {
    const above = this.areas.ancestorsOf(areaCode);
    return this.users.holding(role, above.length > 1 ? above.slice(0, -1) : above);
  }

  private orderData(event: LoaEvent): NoticeData {
    const { areaCode, kind, by, reason } = event.payload as OrderNews;
    return this.data(areaCode, { order: kind, by, reason });
  }

  private data(areaCode: string, more: Partial<NoticeData>): NoticeData {
    const place = this.areas.find(areaCode)?.name ?? areaCode;
    return { bulletinId: null, title: null, reason: null, localDate: null, place, ...more };
  }
}
