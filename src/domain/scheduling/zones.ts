/** Items for some zones only (S2), and which of them one device plays. */
import { type Booking } from './booking';
import { type RundownItem } from './rundown';
import { type ProgrammeArea } from './slot';

/** The zones of the area that a booking reaches: `null` all, empty none. */
export function reachOf(booking: Booking, area: ProgrammeArea): readonly string[] | null {
  const { zones } = booking;
  if (zones === null || zones.includes(area.id)) return null;
  const reached = area.zones.filter((zone) => zones.includes(zone));
  return reached.length === area.zones.length && reached.length > 0 ? null : reached;
}

/**
 * What a device that serves these zones plays; `null` is a device for the whole area, such as a transmitter. Of several
 * closings it plays the last that concerns it, since its programme ends with the last item any of its zones hears.
 */
export function itemsForZones<T extends Pick<RundownItem, 'zones' | 'because' | 'play'>>(
  items: readonly T[],
  zones: readonly string[] | null,
): T[] {
  const own = items.filter(
    (item) => zones === null || item.zones === null || item.zones.some((zone) => zones.includes(zone)),
  );
  const lastClosing = own.reduce((play, item) => (item.because === 'closing' ? Math.max(play, item.play) : play), 0);
  return own.filter((item) => item.because !== 'closing' || item.play === lastClosing);
}
