import type { Rundown } from '../../domain/scheduling/rundown';
import type { BookingEntity } from './booking.entity';
import type { PlannedAudio } from './rundown.entity';
import type { FrameItem, SlotFrame } from './slot-frame';
import type { SlotEntity } from './slot.entity';

/** Looks up, for each item of a rundown, the recording it stands for. */
export function audioOf(
  bookings: readonly BookingEntity[],
  slots: readonly SlotEntity[],
): (rundown: Rundown) => Record<string, PlannedAudio> {
  const booked = new Map(bookings.map((booking) => [booking.id, booking]));
  const frames = new Map(slots.flatMap((slot) => partsOf(slot.frame).map((item) => [item.id, { item, slot }])));
  return (rundown) => {
    const audio: Record<string, PlannedAudio> = {};
    for (const { airingKey, sourceId, language } of rundown.items) {
      const booking = booked.get(sourceId);
      const recording = booking?.audio.find((one) => one.language === language);
      const frame = frames.get(sourceId);
      if (booking && recording) audio[airingKey] = bookedAudio(booking, recording);
      else if (frame) audio[airingKey] = chimeAudio(frame.item, frame.slot.areaCode);
    }
    return audio;
  };
}

/** Everything a slot brings along, whatever parts it has. */
const partsOf = (frame: SlotFrame): FrameItem[] => Object.values<FrameItem[]>({ ...frame }).flat();

function bookedAudio(booking: BookingEntity, { sha256, bytes, mime }: BookingEntity['audio'][number]): PlannedAudio {
  const { validFromAt, validUntilAt, item, relay } = booking;
  const known = { ...item, sha256, bytes, mime, validFrom: validFromAt, validUntil: validUntilAt };
  if (!relay) return { kind: 'bulletin', ...known };
  return { kind: 'relay', ...known, relay: { url: relay.url, gainDb: relay.gainDb } };
}

function chimeAudio(
  { title, sha256, bytes, mime }: SlotEntity['frame']['opening'][number],
  areaCode: string,
): PlannedAudio {
  const { topicCode, relayed, validFrom, validUntil } = noTopic;
  return {
    kind: 'chime',
    title,
    topicCode,
    originAreaCode: areaCode,
    relayed,
    sha256,
    bytes,
    mime,
    validFrom,
    validUntil,
  };
}

const noTopic = { topicCode: null, relayed: false, validFrom: null, validUntil: null };
