/** The audio a slot brings along: tunes, notices and recorded parts around and between its items. */
export interface FrameItem {
  id: string;
  /** A ready media of the slot's area. */
  mediaId: string;
  title: string;
  language: string;
  /** As measured when the item was put in; its audio never changes. */
  durationMs: number;
  sha256: string;
  bytes: number;
  mime: string;
  /** What it is, so that days of mourning can do without music; a tune unless said. */
  sound?: 'music' | 'speech';
}

/** A part with its place: the time signal, a weekly programme. */
export interface FixedFrameItem extends FrameItem {
  /** From the start of the session. */
  offsetMs: number;
}

export interface SlotFrame {
  opening: FrameItem[];
  closing: FrameItem[];
  /** Left out by slots that were made before there were any. */
  fixed?: FixedFrameItem[];
}

/** Every item of a frame. */
export function frameItemsOf({ opening, closing, fixed = [] }: SlotFrame): FrameItem[] {
  return [...opening, ...fixed, ...closing];
}
