/** What people are told of. */
export const noticeKinds = [
  'approval-asked',
  'approval-reminder',
  'returned',
  'approved',
  'refused',
  'voided',
  'recalled',
  'left-out',
  'carried-over',
  'unplaced',
  'decision-needed',
  'blocked',
  'delegated',
  'order-waiting',
  'glass-broken',
  'slot-displaced',
  'extra-session-requested',
  'extra-session-approved',
  'extra-session-refused',
  'device-alarm',
  'storage-full',
  'ledger-gap',
  'preflight-red',
  'preflight-amber',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Ways to tell people outside the inbox, which holds everything. */
export const channelNames = ['mail', 'push'] as const;
export type ChannelName = (typeof channelNames)[number];

/** `refused`: the other side will never take it; `gone`: nobody is there any more; `failed`: tried often enough. */
export const deliveryStates = ['waiting', 'sent', 'refused', 'gone', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** What the words of a notice need; more may stand beside it. */
export interface NoticeData {
  bulletinId: string | null;
  title: string | null;
  /** A person's words, or a code of the plan, an order or a device. */
  reason: string | null;
  /** The same in English, where the words are the program's own and no code. */
  reasonEn?: string | null;
  /** The local date of the session, where there is one. */
  localDate: string | null;
  versionId?: string | null;
  /** Where: the name of an area, of a device, of a slot. */
  place?: string | null;
  /** Who did it or wants it. */
  by?: string | null;
  /** An order's kind. */
  order?: string | null;
  /** The local dates from which and until which something holds. */
  from?: string | null;
  until?: string | null;
  /** Where it will first be heard; null when nowhere in the coming days, left out when nobody knows. */
  airs?: NextAiring | null;
}

/** The first session of an approved bulletin, by its wall clock. */
export interface NextAiring {
  place: string;
  localDate: string;
  /** `HH:MM`. */
  startLocal: string;
  endLocal: string;
  /** Other places where it is heard as well. */
  morePlaces: number;
}
