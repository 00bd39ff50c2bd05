/** A complaint's life: recorded, answered, and opened again when more is known. Nothing of it is ever deleted. */
export const complaintStates = ['open', 'answered'] as const;
export type ComplaintState = (typeof complaintStates)[number];

/** What came out: ours and wrong, ours as planned and approved, not ours, or never to be known. */
export const complaintOutcomes = ['ours-at-fault', 'ours-as-planned', 'not-ours', 'unresolved'] as const;
export type ComplaintOutcome = (typeof complaintOutcomes)[number];

/** How it came in. */
export const complaintChannels = ['in-person', 'phone', 'letter', 'message', 'meeting'] as const;
export type ComplaintChannel = (typeof complaintChannels)[number];

/** The longest time a complaint may speak of: a day. */
export const longestClaimMs = 86_400_000;

/** Rows kept on either side of the claimed time, since people misremember. */
export const aroundMs = 15 * 60_000;

export const outcomeWordsVi: Record<ComplaintOutcome, string> = {
  'ours-at-fault': 'Đúng, do đài',
  'ours-as-planned': 'Của đài, đúng kế hoạch',
  'not-ours': 'Không phải của đài',
  unresolved: 'Không xác định được',
};

export const verdictWordsVi = {
  ours: 'Có phát',
  nothing: 'Không phát gì',
  unknown: 'Chưa rõ, thiết bị chưa báo cáo',
} as const;
