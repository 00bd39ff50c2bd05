import type { z } from 'zod';
import type { bookingSchema, policySchema, rundownSchema, slotSchema } from '../../contracts/http/schedule';
import type { BookingEntity } from './booking.entity';
import type { PolicyEntity } from './policy.entity';
import type { RundownEntity } from './rundown.entity';
import type { FrameItem } from './slot-frame';
import type { SlotEntity } from './slot.entity';

/** Stored rows as the API shows them. */
export type SlotView = z.infer<typeof slotSchema>;
export type PolicyView = z.infer<typeof policySchema>;
export type BookingView = z.infer<typeof bookingSchema>;
export type RundownView = z.infer<typeof rundownSchema>;

export function slotView(row: SlotEntity): SlotView {
  const framed = (items: FrameItem[]): SlotView['opening'] =>
    items.map(({ id, mediaId, title, durationMs, sound = 'music' }) => ({ id, mediaId, title, durationMs, sound }));
  const fixed = row.frame.fixed ?? [];
  return {
    id: row.id,
    areaCode: row.areaCode,
    name: row.name,
    rule: ruleView(row.rule),
    sharing: row.sharing,
    takes: row.takes,
    opening: framed(row.frame.opening),
    fixed: framed(fixed).map((item, i) => ({ ...item, offsetSeconds: (fixed[i]?.offsetMs ?? 0) / 1000 })),
    closing: framed(row.frame.closing),
    revision: row.revision,
    retired: row.retiredAt !== null,
  };
}

function ruleView({ variants = [], pauses = [], ...rule }: SlotEntity['rule']): SlotView['rule'] {
  return {
    ...rule,
    weekdays: [...rule.weekdays],
    exceptions: [...rule.exceptions],
    ...(variants.length > 0
      ? {
          variants: variants.map(({ weekdays, ...one }) => ({
            ...one,
            ...(weekdays ? { weekdays: [...weekdays] } : {}),
          })),
        }
      : {}),
    ...(pauses.length > 0 ? { pauses: [...pauses] } : {}),
  };
}

const partText = (part: number | { from: string; to: string }): string =>
  typeof part === 'number' ? String(part) : `${part.from}-${part.to}`;

export function policyView(row: PolicyEntity): PolicyView {
  const { windows, weekdays, maxSessionMinutes, maxSessionsPerDay, maxVolumePercent } = row.limits;
  return {
    areaCode: row.areaCode,
    limits: {
      ...(windows ? { windows: [...windows] } : {}),
      ...(weekdays ? { weekdays: [...weekdays] } : {}),
      ...(maxSessionMinutes === undefined ? {} : { maxSessionMinutes }),
      ...(maxSessionsPerDay === undefined ? {} : { maxSessionsPerDay }),
      ...(maxVolumePercent === undefined ? {} : { maxVolumePercent }),
    },
    exceptions: row.exceptions.map(({ id, limit, value, from, until, reason, grantedBy, revokedBy, revokedAt }) => ({
      id,
      limit,
      from,
      until,
      reason,
      value: typeof value === 'number' ? String(value) : value.map(partText).join(', '),
      grantedBy: grantedBy ?? null,
      revokedBy: revokedBy ?? null,
      revokedAt: revokedAt ?? null,
    })),
    revision: row.revision,
  };
}

export function bookingView(row: BookingEntity): BookingView {
  return {
    id: row.id,
    bulletinId: row.ref,
    areaCode: row.areaCode,
    zones: row.zones,
    title: row.item.title,
    priority: row.class,
    state: row.state,
    withdrawnBecause: row.withdrawnBecause,
    position: row.position,
    readings: row.readings,
    approvedAt: row.approvedAt,
    revision: row.revision,
  };
}

/** @param names slot and booking ids to what people call them */
export function rundownView(row: RundownEntity, names: ReadonlyMap<string, string>, now: number): RundownView {
  return {
    id: row.id,
    version: row.version,
    areaCode: row.areaCode,
    slotId: row.slotId,
    slotName: names.get(row.slotId) ?? row.slotId,
    localDate: row.localDate,
    startAt: row.startAt,
    endAt: row.endAt,
    freezeAt: row.freezeAt,
    frozen: row.frozen || now >= row.freezeAt,
    items: row.body.items.map((item) => ({
      airingKey: item.airingKey,
      because: item.because,
      class: item.class,
      kind: item.kind,
      ref: item.ref,
      title: row.audio[item.airingKey]?.title ?? names.get(item.sourceId) ?? item.ref,
      topicCode: row.audio[item.airingKey]?.topicCode ?? null,
      state: item.state,
      replay: item.replay,
      zones: item.zones === null ? null : [...item.zones],
      startAt: item.startAt,
      durationMs: item.durationMs,
      latestStartAt: item.latestStartAt,
    })),
    leftOut: row.body.leftOut.map(({ bookingId, ref, reason, outcome }) => ({
      ...{ bookingId, ref },
      title: names.get(bookingId) ?? bookingId,
      reason,
      outcome: outcome.kind,
    })),
    notes: row.body.notes.map(({ code, ids }) => ({ code, ids: [...ids] })),
  };
}
