/**
 * What must be kept whatever its age: the recordings of one bulletin, or of all that was planned or heard in an area on some local dates
 * (both included). It ends when somebody releases it, or after `untilDate`.
 */
export interface Hold {
  id: string;
  areaCode: string;
  bulletinId: string | null;
  fromDate: string | null;
  toDate: string | null;
  reason: string;
  complaintId: string | null;
  heldAt: number;
  heldBy: string;
  untilDate: string | null;
  releasedAt: number | null;
  releasedBy: string | null;
}

/** Whether it still holds on a local date. */
export const holdsOn = ({ releasedAt, untilDate }: Hold, today: string): boolean =>
  releasedAt === null && (untilDate === null || untilDate >= today);
