/** Slots and what frames their sessions (S2, S12). */
import { type SlotRule } from '../time/slot-rule';

/** Depth in the tree of areas: 0 nation, 1 province, 2 district, 3 commune, 4 zone. Smaller is wider. */
export type Level = number;

/** `emergency` is never planned; it exists on devices (P4). */
export type AiringClass = 'priority' | 'normal';

/** A chime, jingle or announcement that belongs to the slot and not to a bulletin. */
export interface TemplateItem {
  id: string;
  /** What is played, as the manifest's bulletinRef. */
  ref: string;
  language: string;
  versionId: string | null;
  durationMs: number;
  /** Days of mourning do without music. */
  sound?: 'music' | 'speech';
}

/** A part with its place: the time signal, a weekly programme. It alone is reason enough for a session. */
export interface FixedPart extends TemplateItem {
  /** From the start of the session. */
  offsetMs: number;
  class: AiringClass;
}

export interface Template {
  opening: readonly TemplateItem[];
  fixed: readonly FixedPart[];
  closing: readonly TemplateItem[];
}

export interface Slot {
  id: string;
  /** The area that owns the slot, and its level. It applies to that area and to all below (S12). */
  areaId: string;
  level: Level;
  rule: SlotRule;
  /** `exclusive`: the owner's bookings only. `shared`: the owner's, then those of the areas below. */
  sharing: 'exclusive' | 'shared';
  /** An extra session takes priority items only (S13). */
  takes: 'anything' | 'priority';
  /** An extra session's items by `ref`, whatever slots and dates their bookings name; it takes nothing else (S13). */
  onlyRefs?: readonly string[] | null;
  template: Template | null;
}

/** The area that hears one rundown: a commune, or a zone with slots of its own. */
export interface ProgrammeArea {
  id: string;
  /** The zones of the commune; empty when it has none. */
  zones: readonly string[];
  /** That its people speak; left out or `null` where nobody has said. */
  languages?: readonly string[] | null;
}
