/** The audio a slot brings along: tunes and notices before and after its items. */
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
}

export interface SlotFrame {
  opening: FrameItem[];
  closing: FrameItem[];
}
