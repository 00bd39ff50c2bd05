import { z } from 'zod';
import {
  complaintChannels,
  complaintOutcomes,
  complaintStates,
  longestClaimMs,
} from '../../domain/complaints/complaint';
import { defineRoutes, route } from './route';

export { complaintChannels, complaintOutcomes };
export type { ComplaintOutcome } from '../../domain/complaints/complaint';

const instant = z.int().describe('Milliseconds since the epoch');
const id = z.string().min(1).max(64);
const areaCode = z.string().min(1).max(40);
const verdict = z
  .enum(['ours', 'nothing', 'unknown'])
  .describe(
    'ours: something of ours sounded; nothing: every device has reported and was silent; unknown: not all have',
  );

export const newComplaintSchema = z
  .object({
    areaCode: areaCode.describe('The commune or zone that it was heard in'),
    place: z.string().trim().min(1).max(500).describe('Where, in the words of who complained'),
    said: z.string().trim().min(1).max(4000).describe('What was heard and what is wrong with it'),
    claimedFrom: instant.describe('Begin of the time it was heard in'),
    claimedTo: instant.describe('End of that time, not included'),
    complainant: z.string().trim().max(200).default('').describe('Who complained; empty: did not say'),
    contact: z.string().trim().max(200).default(''),
    channel: z.enum(complaintChannels),
    receivedAt: instant.optional().describe('When it came in; left out: now'),
  })
  .refine(({ claimedFrom, claimedTo }) => claimedFrom < claimedTo, {
    path: ['claimedTo'],
    message: 'giờ cuối phải sau giờ đầu / the end must come after the begin',
  })
  .refine(({ claimedFrom, claimedTo }) => claimedTo - claimedFrom <= longestClaimMs, {
    path: ['claimedTo'],
    message: 'nhiều nhất một ngày / at most one day',
  });

export const soundEvidenceSchema = z
  .object({
    from: instant,
    to: instant,
    verdict,
    devices: z.array(
      z.object({
        deviceId: z.string(),
        name: z.string(),
        kind: z.string(),
        areaCode: z.string(),
        inPlace: z.boolean().describe('It serves the place complained of, not only the same commune'),
        lastRowAt: instant.nullable(),
        heardAt: instant.nullable(),
        outbox: z.int().nullable(),
        verdict,
        why: z.array(
          z.enum(['not-reporting', 'begun-without-end', 'planned-without-report', 'sound-alarm', 'by-hand']),
        ),
        inside: z.array(z.int()).describe('Numbers of the rows that sounded in the claimed time'),
      }),
    ),
    rows: z
      .array(
        z.object({
          receivedNumber: z.int(),
          deviceId: z.string(),
          kind: z.enum(['intent', 'result']),
          title: z.string(),
          airingKey: z.string(),
          bulletinId: z.string().nullable(),
          plannedStartAt: instant,
          plannedMs: z.int(),
          actualStartAt: instant.nullable(),
          actualEndAt: instant.nullable(),
          heardMs: z.int(),
          result: z.string().nullable(),
          reason: z.string().nullable(),
          clockTrust: z.string(),
          speaks: z.boolean(),
          hash: z.string(),
        }),
      )
      .describe('Ledger rows around the time, a quarter of an hour to either side'),
    planned: z.array(
      z.object({
        deviceId: z.string(),
        airingKey: z.string(),
        title: z.string(),
        plannedStartAt: instant,
        plannedMs: z.int(),
        result: z.string().nullable(),
      }),
    ),
    alarms: z.array(
      z.object({
        deviceId: z.string(),
        code: z.string(),
        firstAt: instant,
        lastAt: instant,
        times: z.int(),
        detail: z.string(),
      }),
    ),
    orders: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        areaCode: z.string(),
        reason: z.string(),
        requestedBy: z.string(),
        fromAt: instant.nullable(),
        untilAt: instant.nullable(),
        endedAt: instant.nullable(),
      }),
    ),
  })
  .meta({
    id: 'SoundEvidence',
    description: 'What was on which device at a time, as the ledger said when it was asked.',
  });

export const complaintSchema = z
  .object({
    id,
    areaCode: z.string(),
    areaName: z.string(),
    communeCode: z.string(),
    place: z.string(),
    said: z.string(),
    claimedFrom: instant,
    claimedTo: instant,
    complainant: z.string(),
    contact: z.string(),
    channel: z.enum(complaintChannels),
    receivedAt: instant,
    recordedAt: instant,
    recordedBy: z.string(),
    state: z.enum(complaintStates),
    verdict,
    outcome: z.enum(complaintOutcomes).nullable(),
    answer: z.string().nullable(),
    answeredAt: instant.nullable(),
    answeredBy: z.string().nullable(),
    holdId: id.describe('Keeps the recordings it is about from being removed by age'),
    revision: z.int(),
  })
  .meta({ id: 'Complaint' });

const evidenceEntry = z.object({
  id,
  takenAt: instant,
  takenBy: z.string(),
  evidence: soundEvidenceSchema,
  evidenceHash: z.string().describe('SHA-256 of the evidence as it was stored'),
});

export const complaintFileSchema = z
  .object({
    complaint: complaintSchema,
    evidence: z.array(evidenceEntry).describe('Newest first; none is ever changed'),
  })
  .meta({ id: 'ComplaintFile' });

export type NewComplaint = z.output<typeof newComplaintSchema>;
export type ComplaintView = z.infer<typeof complaintSchema>;
export type ComplaintFileView = z.infer<typeof complaintFileSchema>;

const filterFields = {
  area: areaCode.optional().describe('This area and all below it; left out: all you may see'),
  state: z.enum(complaintStates).optional(),
};
const revision = z.int().min(1).describe('`revision` as it was read');
const params = z.object({ id });

const startAt = 1_767_563_400_000;
const complaint: ComplaintView = {
  id: '01kb3w1a2b3c4d5e6f7g8h9j0k',
  areaCode: '23538',
  areaName: 'Xã Ia Tơi',
  communeCode: '23538',
  place: 'gần trường tiểu học',
  said: 'Loa phát lúc gần 5 giờ sáng, trẻ con không ngủ được.',
  claimedFrom: startAt,
  claimedTo: startAt + 600_000,
  complainant: 'Ông A',
  contact: '',
  channel: 'phone',
  receivedAt: startAt + 7_200_000,
  recordedAt: startAt + 7_200_000,
  recordedBy: 'y.nhung',
  state: 'open',
  verdict: 'nothing',
  outcome: null,
  answer: null,
  answeredAt: null,
  answeredBy: null,
  holdId: '01kb3w1a2b3c4d5e6f7g8h9j0m',
  revision: 1,
};
const device = {
  deviceId: '01kb3w0zq0d1',
  name: 'Cụm loa thôn 1',
  kind: 'loudspeaker',
  areaCode: '23538',
  inPlace: true,
};
const evidence: z.infer<typeof soundEvidenceSchema> = {
  from: startAt,
  to: startAt + 600_000,
  verdict: 'nothing',
  devices: [
    {
      ...device,
      ...{ lastRowAt: startAt + 3_600_000, heardAt: startAt + 7_000_000, outbox: 0 },
      ...{ verdict: 'nothing', why: [], inside: [] },
    },
  ],
  ...{ rows: [], planned: [], alarms: [], orders: [] },
};
const file: ComplaintFileView = {
  complaint,
  evidence: [
    {
      ...{ id: '01kb3w1a2b3c4d5e6f7g8h9j0n', takenAt: complaint.recordedAt, takenBy: 'y.nhung' },
      ...{ evidence, evidenceHash: '7'.repeat(64) },
    },
  ],
};

export const complaintsRoutes = defineRoutes('complaints', {
  list: route({
    method: 'GET',
    path: '/api/complaints',
    query: z.object({
      ...filterFields,
      before: id.optional().describe('`next` of the page before'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ complaints: z.array(complaintSchema), next: z.string().nullable() }),
    summary: 'Complaints, newest first.',
    errors: ['NOT_FOUND'],
    example: { query: { area: '23538' }, response: { complaints: [complaint], next: null } },
  }),
  csv: route({
    method: 'GET',
    path: '/api/complaints.csv',
    query: z.object(filterFields),
    response: { contentType: 'text/csv', description: 'UTF-8 with a byte order mark, RFC 4180, safe to open in Excel' },
    summary: 'The register of complaints as a file, streamed, the last seal of the ledger at its end.',
    errors: ['NOT_FOUND'],
    example: { query: { area: '23538' } },
  }),
  record: route({
    method: 'POST',
    path: '/api/complaints',
    body: newComplaintSchema,
    response: complaintFileSchema,
    summary: 'Record a complaint: what was on which device then is frozen with it, and its recordings are held.',
    errors: ['NOT_FOUND', 'AREA_LEVEL_WRONG'],
    example: {
      body: {
        ...{ areaCode: '23538', place: complaint.place, said: complaint.said, claimedFrom: startAt },
        ...{ claimedTo: startAt + 600_000, complainant: 'Ông A', contact: '', channel: 'phone' },
      },
      response: file,
    },
  }),
  get: route({
    method: 'GET',
    path: '/api/complaints/:id',
    params,
    response: complaintFileSchema,
    summary: 'A complaint with every copy of the evidence taken for it.',
    errors: ['NOT_FOUND'],
    example: { params: { id: complaint.id }, response: file },
  }),
  lookAgain: route({
    method: 'POST',
    path: '/api/complaints/:id/evidence',
    params,
    response: complaintFileSchema,
    summary: 'Look again: devices may have reported since. Adds a copy, the earlier ones stay.',
    errors: ['NOT_FOUND'],
    example: { params: { id: complaint.id }, response: file },
  }),
  answer: route({
    method: 'POST',
    path: '/api/complaints/:id/answer',
    params,
    body: z.object({ revision, outcome: z.enum(complaintOutcomes), answer: z.string().trim().min(1).max(4000) }),
    response: complaintSchema,
    status: 200,
    summary: 'Answer a complaint: what came out, and what was said to who complained.',
    errors: ['NOT_FOUND', 'VERSION_CONFLICT', 'STATE_FORBIDS'],
    example: {
      params: { id: complaint.id },
      body: { revision: 1, outcome: 'not-ours', answer: 'Đã kiểm tra nhật ký: loa của xã không phát lúc đó.' },
      response: {
        ...complaint,
        ...{ state: 'answered', outcome: 'not-ours', answer: 'Đã kiểm tra nhật ký: loa của xã không phát lúc đó.' },
        ...{ answeredAt: startAt + 9_000_000, answeredBy: 'chu.tich', revision: 2 },
      },
    },
  }),
  reopen: route({
    method: 'POST',
    path: '/api/complaints/:id/reopen',
    params,
    body: z.object({ revision, reason: z.string().trim().min(1).max(1000) }),
    response: complaintSchema,
    status: 200,
    summary: 'Open an answered complaint again; the trail of changes keeps the answer.',
    errors: ['NOT_FOUND', 'VERSION_CONFLICT', 'STATE_FORBIDS'],
    example: {
      params: { id: complaint.id },
      body: { revision: 2, reason: 'Thiết bị vừa gửi thêm nhật ký.' },
      response: { ...complaint, revision: 3 },
    },
  }),
});
