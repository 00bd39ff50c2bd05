import type { ChannelName } from '../../domain/notifications/notice-kinds';
import type { Telling } from '../../domain/notifications/message';
import type { NoticeSettings } from './notice-settings.entity';

export interface Recipient extends NoticeSettings {
  userId: string;
  /** Ids of the browsers that asked to be told. */
  subscriptionIds: string[];
}

/** How a try ended for good; what may end otherwise another time is thrown. */
export interface Outcome {
  state: 'sent' | 'refused' | 'gone';
  /** The other side's answer, for people. */
  detail: string;
}

/**
 * A way to tell people outside the inbox. `deliver` may run twice for one delivery, when the process died between the other side's
 * answer and its being stored: it names the delivery to the other side where that is possible.
 */
export interface NoticeChannel {
  readonly name: ChannelName;
  /** Whether the station is set up for it. */
  readonly ready: boolean;
  /** Where this person wants to be told; each place is one delivery. */
  targetsOf(recipient: Recipient): string[];
  /** Throws where another try may help. */
  deliver(deliveryId: string, target: string, telling: Telling): Promise<Outcome>;
}

export const NOTICE_CHANNELS = Symbol('NoticeChannels');
