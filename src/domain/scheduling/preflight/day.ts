/** All that pre-flight judges a day of one commune from; stored facts, nothing planned afresh. */
import { type LocalDate } from '../../time/local-date';
import { type PlanNews } from '../plan-news';
import { type Policy } from '../policy';
import { type Rundown } from '../rundown';
import { type AudioMark } from './times';

export interface PreflightDay {
  communeCode: string;
  date: LocalDate;
  now: number;
  /** The commune, then its zones with slots of their own. */
  programmes: readonly DayProgramme[];
  /** Approved for this day once, and not in the queue any more: a change took the approval away (B2). */
  voided: readonly { bookingId: string; title: string }[];
  /** That the commune states; left out or null where nobody has said. */
  languages?: readonly string[] | null;
  devices: readonly DayDevice[];
  /** What devices were found to hold at 24 hours, 1 hour and 5 minutes before a session. */
  audioChecks: readonly AudioCheck[];
  /** Whether this machine's ffmpeg can take a live relay; the players inside the service have no other. */
  relays: { nativeFfmpeg: boolean };
}

export interface DayProgramme {
  areaCode: string;
  policies: readonly Policy[];
  rundowns: readonly DayRundown[];
  news: readonly PlanNews[];
  /** What people call slots and bookings. */
  names: ReadonlyMap<string, string>;
}

export interface DayRundown {
  rundown: Rundown;
  /** By airing key: the recording; an item without one cannot sound. */
  audio: Readonly<Record<string, DayAudio>>;
  /** Airing keys of what lost its approval after the freeze. */
  withdrawn: readonly string[];
}

export interface DayAudio {
  title: string;
  validFrom: number | null;
  validUntil: number | null;
  /** Its file is not in the store. */
  missing?: boolean;
}

export interface DayDevice {
  id: string;
  name: string;
  /** The zone it serves; null: the whole commune. */
  zone: string | null;
  /** A person with a player, or the service's own: it needs no heartbeat. */
  speaksForItself: boolean;
  joined: boolean;
  heardAt: number | null;
}

/** What a device was known to hold of one session. */
export type Holding = 'holds' | 'lacks' | 'unknown';

export interface AudioCheck {
  areaCode: string;
  slotId: string;
  slotOccurrenceId: string;
  startAt: number;
  mark: AudioMark;
  devices: readonly { id: string; name: string; holding: Holding }[];
}
