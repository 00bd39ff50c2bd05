import { z } from 'zod';
import { priorities } from '../../domain/bulletins/request';
import { airingRequestSchema } from './bulletins';
import {
  afterQuery,
  bookingChangeSchema,
  dayRundownSchema,
  filterQuery,
  newsSchema,
  offerSchema,
  ownBookingSchema,
  previewSchema,
  queuedSchema,
} from './queue-schemas';
import { defineRoutes, route } from './route';
import { rundownSchema } from './schedule';
import { localDateSchema } from './slot-rule';

const area = z.object({ code: z.string().min(1).max(40) });
const byId = z.object({ id: z.string().min(1).max(64) });
const reason = z.string().trim().min(3).max(500);
const keys = z.array(z.string().min(1).max(64)).max(500);
const instant = z.int();

const exampleQueued = {
  id: '01k…',
  bulletinId: '01j…',
  areaCode: '23538',
  zones: null,
  title: 'Lịch tiêm chủng tháng 7',
  priority: 'normal',
  state: 'active',
  withdrawnBecause: null,
  position: null,
  readings: 1,
  approvedAt: 1764000000000,
  revision: 1,
  origin: 'operator',
  topicCode: '2.2',
  approval: 'approved',
  languages: ['vi'],
  missingLanguages: ['jra'],
  slotIds: [],
  dates: { kind: 'between', from: '2026-01-05', until: '2026-01-11' },
  repeat: { playsPerDay: 2, gapMs: null, total: 10 },
  onMiss: 'next-slot',
  lateByMs: null,
};
const exampleDay = {
  id: 'a1…',
  version: 3,
  areaCode: '23538',
  areaName: 'Xã Ia Tơi',
  slotId: '01k…',
  slotName: 'Buổi chiều',
  localDate: '2026-01-05',
  startAt: 1767607200000,
  endAt: 1767609000000,
  freezeAt: 1767606600000,
  frozen: false,
  overridden: false,
  items: 3,
  bulletins: 1,
  awaiting: 0,
  held: 0,
  leftOut: 0,
  lengthMs: 21200,
  notes: [],
};
const exampleRundown = {
  ...{ id: 'a1…', version: 4, areaCode: '23538', slotId: '01k…', slotName: 'Buổi chiều', localDate: '2026-01-05' },
  ...{ startAt: 1767607200000, endAt: 1767609000000, freezeAt: 1767606600000, frozen: true },
  ...{ items: [], leftOut: [], notes: [] },
};
const changeFaults = ['NOT_FOUND', 'RUNDOWN_CHANGED', 'RUNDOWN_FROZEN', 'RUNDOWN_UNCHANGEABLE'] as const;

export const queueRoutes = defineRoutes('queue', {
  listQueue: route({
    method: 'GET',
    path: '/api/areas/:code/queue',
    params: area,
    query: z.object({
      ...filterQuery,
      state: z.enum(['approved', 'awaiting', 'withdrawn']).optional(),
      after: afterQuery,
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ bookings: z.array(queuedSchema), next: z.string().nullable() }),
    summary: 'List what is queued in an area and below it, newest first, by topic, state and words.',
    errors: ['AREA_UNKNOWN'],
    example: {
      params: { code: '23538' },
      query: { topic: '2.2', search: 'tiem chung' },
      response: { bookings: [exampleQueued], next: null },
    },
  }),
  listDay: route({
    method: 'GET',
    path: '/api/areas/:code/day',
    params: area,
    query: z.object({
      date: localDateSchema,
      ...filterQuery,
      state: z.enum(['open', 'frozen', 'attention']).optional().describe('attention: there is news about it'),
      after: afterQuery,
      limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
    }),
    response: z.object({ rundowns: z.array(dayRundownSchema), next: z.string().nullable() }),
    summary: "List a day's rundowns of every commune and zone of an area, in short.",
    errors: ['AREA_UNKNOWN'],
    example: {
      params: { code: '23538' },
      query: { date: '2026-01-05' },
      response: { rundowns: [exampleDay], next: null },
    },
  }),
  listNews: route({
    method: 'GET',
    path: '/api/areas/:code/plan-news',
    params: area,
    query: z.object({ from: localDateSchema, to: localDateSchema }),
    response: z.object({ news: z.array(newsSchema) }),
    summary:
      'List what is left out, carried over, unplaced, blocked or to be decided in an area and all below it on local dates (S3, S10): the gravest first, a thousand at most.',
    errors: ['AREA_UNKNOWN', 'RANGE_TOO_LONG'],
    example: {
      params: { code: '23538' },
      query: { from: '2026-01-05', to: '2026-01-11' },
      response: {
        news: [
          {
            ...{ id: 'c3…', areaCode: '23538', kind: 'carried-over', bookingId: '01k…', bulletinId: '01j…' },
            ...{ title: 'Lịch tiêm chủng tháng 7', reason: 'no-room', localDate: '2026-01-05', slotId: '01k…' },
            ...{ slotName: 'Buổi chiều', slotOccurrenceId: 'd4…', details: ['e5…'], at: 1764000000000 },
          },
        ],
      },
    },
  }),
  preview: route({
    method: 'POST',
    path: '/api/areas/:code/preview',
    params: area,
    body: z.object({
      bulletinId: z.string().min(1).max(64).optional().describe('Takes the place of what it has in the queue'),
      areaCodes: z.array(z.string().min(1).max(40)).min(1).max(4_000).optional(),
      priority: z.enum(priorities).default('normal'),
      request: airingRequestSchema,
      durationMs: z.int().min(1).max(86_400_000),
      validFrom: instant.nullable().default(null),
      validUntil: instant.nullable().default(null),
    }),
    response: previewSchema,
    summary: 'Show, before sending, the sessions a request would make and until when it must be approved.',
    errors: ['AREA_UNKNOWN', 'AREAS_OUTSIDE_ORIGIN'],
    example: {
      params: { code: '23538' },
      body: {
        request: { days: { kind: 'dates', dates: ['2026-01-05'] }, preferredSlotIds: [], readings: 1 },
        durationMs: 62000,
      },
      response: {
        areas: [
          {
            areaCode: '23538',
            areaName: 'Xã Ia Tơi',
            text: {
              vi: 'Sẽ phát 17:00-17:30 hôm nay tại Xã Ia Tơi; phải được duyệt trước 16:50',
              en: 'Would air 17:00-17:30 today in Xã Ia Tơi; must be approved by 16:50',
            },
            sessions: [
              {
                ...{ slotId: '01k…', slotName: 'Buổi chiều', slotOccurrenceId: 'd4…', localDate: '2026-01-05' },
                ...{ startAt: 1767607200000, endAt: 1767609000000, airsAt: [1767607200000], approveBy: 1767606600000 },
              },
            ],
            misses: [],
          },
        ],
        notShown: 0,
      },
    },
  }),
  listOffers: route({
    method: 'GET',
    path: '/api/areas/:code/bulletins/:bulletinId/offers',
    params: area.extend({ bulletinId: z.string().min(1).max(64) }),
    response: z.object({ offers: z.array(offerSchema) }),
    summary: 'Show where a bulletin can still be heard in a commune: after the last item of a frozen session, or next.',
    errors: ['AREA_UNKNOWN', 'AREA_LEVEL_WRONG', 'NOT_FOUND'],
    example: {
      params: { code: '23538', bulletinId: '01j…' },
      response: {
        offers: [{ kind: 'next-session', slotName: 'Buổi chiều', startAt: 1767607200000, endAt: 1767609000000 }],
      },
    },
  }),
  changeRundown: route({
    method: 'PUT',
    path: '/api/rundowns/:id/items',
    params: byId,
    body: z.object({
      version: z.int().describe('The version that was looked at'),
      seen: keys.describe('Its airing keys, in the order seen'),
      wanted: keys.describe('The airing keys in the order wanted; what is missing is left out of this session'),
      reason: reason.optional().describe('Needed after the freeze (S5)'),
    }),
    response: rundownSchema,
    summary: 'Order or leave out items of one session; after the freeze an override with its reason.',
    errors: [...changeFaults],
    example: {
      params: { id: 'a1…' },
      body: { version: 3, seen: ['b2…', 'b3…'], wanted: ['b3…', 'b2…'] },
      response: exampleRundown,
    },
  }),
  addToRundown: route({
    method: 'POST',
    path: '/api/rundowns/:id/additions',
    params: byId,
    body: z.object({ bookingId: z.string().min(1).max(64), reason }),
    response: rundownSchema,
    summary: 'Take an approved item into a frozen session, after its last item.',
    errors: [...changeFaults],
    example: {
      params: { id: 'a1…' },
      body: { bookingId: '01k…', reason: 'Duyệt muộn, cần phát trong hôm nay' },
      response: exampleRundown,
    },
  }),
  decideCollision: route({
    method: 'POST',
    path: '/api/rundowns/:id/decision',
    params: byId,
    body: z.object({ bookingIds: keys.min(1), reason }),
    response: rundownSchema,
    summary: 'Decide which of two priority items that do not both fit comes first (S2).',
    errors: [...changeFaults],
    example: {
      params: { id: 'a1…' },
      body: { bookingIds: ['01k…', '01m…'], reason: 'Tin bão cần phát trước' },
      response: exampleRundown,
    },
  }),
  createBooking: route({
    method: 'POST',
    path: '/api/areas/:code/bookings',
    params: area,
    body: ownBookingSchema,
    response: queuedSchema,
    summary: "Queue an approved bulletin once more, on the operator's own terms.",
    errors: ['AREA_UNKNOWN', 'NOT_FOUND', 'STATE_FORBIDS', 'INPUT_INVALID'],
    example: {
      params: { code: '23538' },
      body: {
        bulletinId: '01j…',
        dates: { kind: 'between', from: '2026-01-05', until: '2026-01-11' },
        repeat: { playsPerDay: 2, gapMs: null, total: 10 },
        onMiss: 'next-slot',
      },
      response: exampleQueued,
    },
  }),
  changeBooking: route({
    method: 'PUT',
    path: '/api/bookings/:id/wishes',
    params: byId,
    body: bookingChangeSchema,
    response: queuedSchema,
    summary: 'Change how a booking is repeated and what a miss does; slots, dates and readings of the own ones.',
    errors: ['NOT_FOUND', 'VERSION_CONFLICT', 'STATE_FORBIDS'],
    example: {
      params: { id: '01k…' },
      body: { repeat: { playsPerDay: 2, gapMs: null, total: 10 }, revision: 1 },
      response: exampleQueued,
    },
  }),
  withdrawBooking: route({
    method: 'POST',
    path: '/api/bookings/:id/withdrawal',
    params: byId,
    body: z.object({ revision: z.int(), reason }),
    response: queuedSchema,
    summary: 'Take a booking off the queue of its area.',
    errors: ['NOT_FOUND', 'VERSION_CONFLICT'],
    example: {
      params: { id: '01k…' },
      body: { revision: 1, reason: 'Đã phát đủ' },
      response: { ...exampleQueued, state: 'withdrawn', withdrawnBecause: 'operator', revision: 2 },
    },
  }),
});
