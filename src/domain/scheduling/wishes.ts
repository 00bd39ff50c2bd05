/** Which bookings want which session: looked up by slot, so that a session sees only its own. */
import { heardLanguages } from '../text/languages';
import { type LocalDate } from '../time/local-date';
import { compareForRoom, slotTakes, type Booking } from './booking';
import { type ProgrammeArea, type Slot } from './slot';
import { reachOf } from './zones';

/** A booking as this programme area sees it. */
export interface Wish {
  booking: Booking;
  zones: readonly string[] | null;
  slotIds: readonly string[];
  wantsDate: (date: LocalDate) => boolean;
}

export interface WishList {
  /** In the order in which they get room. */
  ofSlot: (slotId: string) => readonly Wish[];
  byBookingId: ReadonlyMap<string, Wish>;
}

export function wishesOf(area: ProgrammeArea, slots: readonly Slot[], bookings: readonly Booking[]): WishList {
  const bySlot = new Map<string, Wish[]>(slots.map(({ id }) => [id, []]));
  const slotsById = new Map(slots.map((slot) => [slot.id, slot]));
  const extras = slots.filter(({ id, onlyRefs }) => onlyRefs && !bookings.some((one) => one.slotIds.includes(id)));
  const byBookingId = new Map<string, Wish>();
  for (const queued of [...bookings].sort(compareForRoom)) {
    const booking = inLanguagesOf(area, queued);
    const zones = reachOf(booking, area);
    if (zones?.length === 0) continue;
    const named = booking.slotIds.length > 0;
    // An extra session is open to what it names, whatever slots that was booked for.
    const candidates = named ? [...booking.slotIds.map((id) => slotsById.get(id)), ...extras] : slots;
    const slotIds = candidates
      .filter((slot) => slot !== undefined && slotTakes(slot, booking))
      .map((slot) => slot?.id ?? '');
    const wish: Wish = { booking, zones, slotIds, wantsDate: dateTest(booking) };
    byBookingId.set(booking.id, wish);
    for (const slotId of slotIds) bySlot.get(slotId)?.push(wish);
  }
  return { byBookingId, ofSlot: (slotId) => bySlot.get(slotId) ?? [] };
}

/** A booking with the recordings that are heard here; relays and the like are in no language that could be chosen. */
function inLanguagesOf({ languages }: ProgrammeArea, booking: Booking): Booking {
  if (!languages || booking.audio.length < 2) return booking;
  const heard = heardLanguages(
    languages,
    booking.audio.map(({ language }) => language),
  );
  return { ...booking, audio: booking.audio.filter(({ language }) => heard.includes(language)) };
}

function dateTest({ dates }: Booking): (date: LocalDate) => boolean {
  if (dates.kind === 'on') {
    const wanted = new Set(dates.dates);
    return (date) => wanted.has(date);
  }
  const { from, until } = dates;
  return (date) => from <= date && (until === null || date <= until);
}
