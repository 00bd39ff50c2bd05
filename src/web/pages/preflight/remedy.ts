import type { FindingView } from '../../../contracts/http/preflight';

export type RemedyPlace = 'toBuild' | 'toSlots' | 'toDevices' | 'toBulletin' | 'toInbox';

const places: Record<FindingView['code'], RemedyPlace> = {
  'not-approved': 'toInbox',
  'approval-lost': 'toBulletin',
  'audio-missing': 'toBulletin',
  'validity-ended': 'toBulletin',
  'approval-void': 'toBulletin',
  'outside-window': 'toSlots',
  'slot-blocked': 'toSlots',
  'over-session-cap': 'toBuild',
  'left-out': 'toBuild',
  'carried-over': 'toBuild',
  held: 'toBuild',
  'relay-without-ffmpeg': 'toDevices',
  'session-empty': 'toBuild',
  'decision-needed': 'toBuild',
  'session-note': 'toBuild',
  'no-device': 'toDevices',
  'zone-without-device': 'toDevices',
  'device-never-joined': 'toDevices',
  'device-silent': 'toDevices',
  'audio-not-on-devices': 'toDevices',
  'language-missing': 'toBulletin',
};

/** Where a finding is put right by whoever may; null: nothing that this user could open. */
export function remedyOf(
  finding: Pick<FindingView, 'code' | 'areaCode' | 'bulletinId' | 'startAt'>,
  date: string,
  may: { approve: boolean; operate: boolean },
): { place: RemedyPlace; to: string } | null {
  const { code, areaCode, bulletinId, startAt } = finding;
  const area = `area=${encodeURIComponent(areaCode)}`;
  let place = places[code];
  if (place === 'toInbox' && !may.approve) place = 'toBulletin';
  if (place === 'toInbox') return { place, to: '/inbox' };
  if (place === 'toBulletin' && bulletinId === null) place = 'toBuild';
  if (bulletinId !== null && (place === 'toBulletin' || !may.operate))
    return { place: 'toBulletin', to: `/bulletins/${bulletinId}` };
  if (!may.operate) return null;
  if (place === 'toSlots') return { place, to: `/slots?${area}` };
  if (place === 'toDevices') return { place, to: `/devices?${area}` };
  return { place, to: `/build?${area}&date=${date}${startAt === null ? '' : `&start=${startAt}`}` };
}
