import type { ScheduledEmergency, ScheduledPlayNow, ScheduledRundown } from '../../domain/devices/assemble-manifest';
import type { AiringWindow, AllClear, Silence } from '../../domain/playout/manifest';

/** Where manifests get their programmes from; the composition root binds the schedule to it. */
export interface RundownSource {
  /**
   * The rundowns of one programme area, frozen or still open, that touch [fromAt, toAt): the commune's with the items of all its
   * zones, or a zone's own. What may not sound (unapproved, recalled) is left out; what is held travels as held.
   */
  rundownsFor(programmeArea: string, fromAt: number, toAt: number): Promise<readonly ScheduledRundown[]>;
  /** When an area may sound (S7): the effective windows, a wider one as an exception with its reason. */
  windowsFor(areaCode: string): Promise<readonly AiringWindow[]>;
  /** The loudest an area may be today, in percent; null for no ceiling (S7). */
  volumeCeilingFor?(areaCode: string): Promise<{ percent: number | null; zone: string }>;
}

export const RUNDOWN_SOURCE = Symbol('RundownSource');

/** The device as a source of orders must know it. */
export interface OrderedDevice {
  deviceId: string;
  areaCode: string;
  communeCode: string;
}

/** Orders that stand: who gives them (playout) comes later in the way of the data and registers itself. */
export interface OrderSource {
  ordersFor(device: OrderedDevice): Promise<{
    holds: readonly Silence[];
    emergencies: readonly ScheduledEmergency[];
    playNows?: readonly ScheduledPlayNow[];
    allClears?: readonly AllClear[];
  }>;
}
