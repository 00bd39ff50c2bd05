/**
 * Every error the domain and the features can raise, with the data its message needs.
 * The texts stand in contracts/http/problem-texts.ts, which does not compile while one is missing.
 */
export interface FaultData {
  // any request
  /** `messageVi` where the text of a schema stands in both languages. */
  INPUT_INVALID: { issues: { path: string; message: string; messageVi?: string }[] };
  NOT_FOUND: { what: string; id?: string };
  NOT_ALLOWED: { action: string };
  NOT_SIGNED_IN: Record<string, never>;
  /** `difference`: what the sender wanted and what stands now, field by field. */
  VERSION_CONFLICT: { what: string; id: string; difference?: { field: string; mine: unknown; theirs: unknown }[] };
  BODY_TOO_LARGE: { limitBytes: number };
  ORIGIN_REFUSED: { origin: string };
  TOO_MANY_REQUESTS: { retryAfterSeconds: number };
  INTERNAL: { requestId: string };

  // accounts
  LOGIN_FAILED: Record<string, never>;
  /** The password was right, or not asked for; a code of the authenticator is missing. */
  SECOND_FACTOR_NEEDED: Record<string, never>;
  SECOND_STEP_NEEDED: { action: string };
  USER_EXISTS: { username: string };
  RESET_CODE_INVALID: Record<string, never>;
  PASSWORD_TOO_SHORT: { minimum: number };

  // areas and topics
  AREA_UNKNOWN: { code: string };
  AREA_LEVEL_WRONG: { code: string; wanted: string; found: string };
  IMPORT_REJECTED: { errors: { row: number; column?: string; reason: string; reasonVi?: string }[] };
  TOPIC_UNKNOWN: { code: string };
  TOPIC_EXISTS: { code: string };
  ZONE_EXISTS: { code: string };

  // bulletins and audio
  STATE_FORBIDS: { what: string; state: string; action: string };
  AUTHOR_MAY_NOT_APPROVE: { bulletinId: string };
  UPLOAD_MISSING: Record<string, never>;
  UPLOAD_TOO_LARGE: { limitBytes: number };
  /** `areaCode` for the quota of an area, null for that of a person over 24 hours. */
  QUOTA_EXCEEDED: { areaCode: string | null; limitBytes: number; usedBytes: number };
  UPLOAD_OFFSET_WRONG: Record<string, never>;
  RENDITION_PENDING: { form: string };
  AUDIO_REMOVED: { what: 'original' | 'recording'; removedAt: number };
  DISK_FULL: Record<string, never>;
  RANGE_UNSATISFIABLE: { bytes: number };
  REQUEST_MISSING: { bulletinId: string };
  CHANGE_NEEDED: { versionId: string; reason: string };
  AREAS_OUTSIDE_ORIGIN: { areaCode: string; outside: string[] };

  // schedule
  SLOT_RULE_INVALID: { issues: { path: string; message: string; messageVi?: string }[] };
  SLOT_OVERLAPS: { otherSlot: string; areaCode: string; dates: string[] };
  SLOT_AGAINST_POLICY: { conflicts: { code: string; allowed: string; by: string[]; dates: string[] }[] };
  /** A lower area would set a limit wider than the one above it. */
  POLICY_WIDENS: { limit: string; allowed: string; by: string[] };
  /** The limit was set by an area above everything the approver has a grant for. */
  EXCEPTION_NEEDS_HIGHER: { limit: string; by: string[] };
  EXTRA_SESSION_UNFIT: { bulletinId: string };
  RUNDOWN_FROZEN: { rundownId: string; frozenAt: number };
  /** What the others changed in a rundown since it was looked at, and what the caller wanted: nothing was stored. */
  RUNDOWN_CHANGED: {
    rundownId: string;
    version: number;
    theirs: { airingKey: string; change: string; title: string }[];
    mine: { airingKey: string; change: string; title: string }[];
  };
  RUNDOWN_UNCHANGEABLE: { rundownId: string; why: string };
  RANGE_TOO_LONG: { days: number; limit: number };
  PREFLIGHT_DAY_UNPLANNED: { date: string; days: number };

  // devices and playing
  MANIFEST_REFUSED: { reason: string };
  DEVICE_UNKNOWN: { deviceId: string };
  JOIN_CODE_INVALID: Record<string, never>;
  DEVICE_SESSION_INVALID: Record<string, never>;
  DEVICE_HELD: { deviceId: string };
  /** X2: somebody else than the one who asked must agree. */
  SECOND_PERSON_NEEDED: { orderId: string };
  BREAK_GLASS_TOO_EARLY: { waitSeconds: number };
  ORDER_TIME_WRONG: { limitHours: number };
  SOUND_NOT_READY: { id: string };
  SESSION_FILE_PENDING: Record<string, never>;

  // reports
  REPORT_TOO_WIDE: { communes: number; limit: number };
  MAIL_NOT_SET: Record<string, never>;
  MONTH_NOT_OVER: { month: string };
  MONTH_NOT_SEALED: { month: string };
  MONTH_CLOSED: { month: string };

  // back-up
  BACKUP_NOT_FOUND: { folder: string };
  BACKUP_DAMAGED: { file: string };
  BACKUP_OTHER_DATABASE: { found: string; wanted: string };
  RESTORE_NOT_EMPTY: { place: string };
}

export type FaultCode = keyof FaultData;
