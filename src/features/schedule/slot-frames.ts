import { Inject, Injectable } from '@nestjs/common';
import { Fault } from '../../domain/fault';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { newId } from '../../platform/clock/identifiers';
import { AreasService } from '../areas';
import { MediaService } from '../media';
import type { FrameItem, SlotFrame } from './slot-frame';

/** A recording wanted in a slot's frame. */
export interface WantedFrameItem {
  mediaId: string;
  title: string;
  sound?: 'music' | 'speech';
}

export interface WantedFrame {
  opening: WantedFrameItem[];
  closing: WantedFrameItem[];
  fixed?: (WantedFrameItem & { offsetSeconds: number })[];
}

/** Puts recordings into frames, with what was measured of them. */
@Injectable()
export class SlotFrames {
  constructor(
    private readonly areas: AreasService,
    private readonly media: MediaService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The frame with its recordings. What the slot had before keeps its id, since the id is part of the airing key (S4).
   * Throws NOT_FOUND for a recording of another area, STATE_FORBIDS for one that is not ready.
   */
  async build(areaCode: string, wanted: WantedFrame, before: SlotFrame | null): Promise<SlotFrame> {
    const known = before ? [...before.opening, ...before.closing, ...(before.fixed ?? [])] : [];
    const take = async (items: WantedFrameItem[]): Promise<FrameItem[]> => {
      const made: FrameItem[] = [];
      for (const item of items) made.push(await this.framed(areaCode, item, known));
      return made;
    };
    const fixed: SlotFrame['fixed'] = [];
    for (const part of wanted.fixed ?? [])
      fixed.push({ ...(await this.framed(areaCode, part, known)), offsetMs: part.offsetSeconds * 1000 });
    return { opening: await take(wanted.opening), closing: await take(wanted.closing), fixed };
  }

  private async framed(
    areaCode: string,
    { mediaId, title, sound = 'music' }: WantedFrameItem,
    known: FrameItem[],
  ): Promise<FrameItem> {
    const same = known.findIndex((one) => one.mediaId === mediaId);
    const [kept] = same < 0 ? [] : known.splice(same, 1);
    if (kept) return { ...frameItem(kept), title, sound };
    const media = this.media.masterOf(await this.media.get(mediaId));
    if (!this.areas.ancestorsOf(areaCode).includes(media.areaCode))
      throw new Fault('NOT_FOUND', { what: 'media', id: mediaId });
    return {
      id: newId(this.clock.nowMs()),
      mediaId,
      title,
      language: 'vi',
      durationMs: media.durationMs,
      sha256: media.masterSha256,
      bytes: media.masterBytes,
      mime: media.masterMime,
      sound,
    };
  }
}

/** Without the offset that only a fixed part has. */
const frameItem = ({ id, mediaId, title, language, durationMs, sha256, bytes, mime }: FrameItem): FrameItem => ({
  id,
  mediaId,
  title,
  language,
  durationMs,
  sha256,
  bytes,
  mime,
});
