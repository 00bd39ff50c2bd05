import { z } from 'zod';
import { orderKinds, orderStates } from '../../domain/playout/orders';
import { alarmCodes } from '../device/link';
import { defineRoutes, route } from './route';

const instant = z.int().min(0).describe('Milliseconds since the epoch');
const id = z.string().min(1).max(200);
const areaCode = z.string().min(1).max(40);
const byArea = z.object({ code: areaCode });
const byOrder = byArea.extend({ id });
const reason = z.string().trim().max(1_000).default('').describe('Why, for whoever asks later');

const session = z.object({ kind: z.literal('session'), rundownId: id });
const item = z.object({ kind: z.literal('item'), rundownId: id, airingKey: id });
const bulletin = z.object({ kind: z.literal('bulletin'), bulletinId: id });
export const holdTargetSchema = z.discriminatedUnion('kind', [session, item, bulletin]);
export const silenceTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everything') }),
  session,
  item,
  bulletin,
]);

export const soundChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bulletin'), bulletinId: id, language: z.string().max(35).optional() }),
  z.object({
    kind: z.literal('recording'),
    mediaId: id,
    title: z.string().trim().min(1).max(300),
    topicCode: z.string().max(40).nullable().default(null),
    language: z.string().min(2).max(35).default('vi'),
  }),
]);

export const orderSchema = z
  .object({
    id: z.string(),
    kind: z.enum(orderKinds),
    areaCode: z.string(),
    state: z.enum(orderStates).describe('`waiting` for a second person; `cancelled` while it waited'),
    over: z.boolean().describe('Ended, by somebody or by its own time'),
    title: z.string().nullable().describe('Of what is played; null for silences'),
    target: silenceTargetSchema.nullable().describe('What is kept silent; null for what plays'),
    drill: z.boolean().describe('An exercise: it sounds like an emergency and is named as an exercise everywhere'),
    repeatEveryMs: z.int().nullable(),
    reason: z.string(),
    requestedAt: instant,
    requestedBy: z.string(),
    fromAt: instant.nullable(),
    untilAt: instant.nullable(),
    secondBy: z.string().nullable(),
    brokenGlass: z.boolean().describe('Whoever asked went ahead without a second person'),
    breakGlassAt: instant
      .nullable()
      .describe('From when whoever asked may go ahead alone; null when it waits for nobody'),
    endedAt: instant.nullable(),
    endedBy: z.string().nullable(),
    devices: z.int(),
    confirmed: z.int().describe('Devices that have confirmed what holds now: the beginning, or the end'),
  })
  .meta({ id: 'PlayOrder' });

export const orderDeviceSchema = z
  .object({
    deviceId: z.string(),
    deviceName: z.string(),
    areaCode: z.string(),
    begunAt: instant.nullable().describe('When it confirmed the beginning'),
    endedAt: instant.nullable().describe('When it confirmed the end'),
    confirmed: z.boolean(),
  })
  .meta({ id: 'PlayOrderDevice' });

export const deviceAlarmSchema = z
  .object({
    id: z.string(),
    deviceId: z.string(),
    deviceName: z.string(),
    areaCode: z.string(),
    code: z.enum(alarmCodes),
    airingKey: z.string().nullable(),
    detail: z.string(),
    firstAt: instant,
    lastAt: instant,
    times: z.int(),
    acknowledgedAt: instant.nullable(),
    acknowledgedBy: z.string().nullable(),
  })
  .meta({ id: 'DeviceAlarm' });

export const nowSchema = z
  .object({
    devices: z.array(
      z.object({
        deviceId: z.string(),
        deviceName: z.string(),
        areaCode: z.string(),
        connected: z.boolean(),
        statusAt: instant.nullable().describe('When it last spoke of itself'),
        nextStartAt: instant.nullable(),
        item: z
          .object({
            airingKey: z.string(),
            bulletinId: z.string(),
            title: z.string(),
            sinceAt: instant,
            untilAt: instant.describe('When it ends if nothing cuts it'),
          })
          .nullable()
          .describe('What sounds; null: silence'),
      }),
    ),
  })
  .meta({ id: 'OnAirNow' });

export type OrderView = z.infer<typeof orderSchema>;
export type OrderDeviceView = z.infer<typeof orderDeviceSchema>;
export type DeviceAlarmView = z.infer<typeof deviceAlarmSchema>;
export type NowView = z.infer<typeof nowSchema>;

const code = '23538';
const orderId = '01kb3w0zq0d1e2v3i4c5e6a7b8';
const deviceId = '01kb3w0zq0d1e2v3i4c5e6a7b9';
const stopped: OrderView = {
  id: orderId,
  kind: 'stop',
  areaCode: code,
  state: 'in-force',
  over: false,
  title: null,
  target: { kind: 'everything' },
  drill: false,
  repeatEveryMs: null,
  reason: 'Nhà có tang gần cụm loa',
  requestedAt: 1_767_600_000_000,
  requestedBy: 'lan',
  fromAt: 1_767_600_000_000,
  untilAt: null,
  secondBy: null,
  brokenGlass: false,
  breakGlassAt: null,
  endedAt: null,
  endedBy: null,
  devices: 3,
  confirmed: 2,
};
const emergency: OrderView = {
  ...stopped,
  kind: 'emergency',
  title: 'Nước lũ lên nhanh',
  target: null,
  repeatEveryMs: 600_000,
  reason: '',
  untilAt: 1_767_607_200_000,
};
const sound = { kind: 'recording', mediaId: '01kb3w0zq0d1e2v3i4c5e6a7c1', title: 'Nước lũ lên nhanh' };
const params = { code, id: orderId };

export const ordersRoutes = defineRoutes('orders', {
  now: route({
    method: 'GET',
    path: '/api/areas/:code/now',
    params: byArea,
    response: nowSchema,
    summary: 'Show what sounds in an area at this moment, device by device.',
    errors: ['NOT_FOUND'],
    example: {
      params: { code },
      response: {
        devices: [
          {
            deviceId,
            deviceName: 'Cụm loa thôn 1',
            areaCode: '23538.1',
            connected: true,
            statusAt: 1_767_600_000_000,
            nextStartAt: 1_767_643_200_000,
            item: {
              airingKey: 'a1',
              bulletinId: '01kb3w0zq0d1e2v3i4c5e6a7c0',
              title: 'Lịch tiêm phòng',
              sinceAt: 1_767_599_990_000,
              untilAt: 1_767_600_050_000,
            },
          },
        ],
      },
    },
  }),
  list: route({
    method: 'GET',
    path: '/api/areas/:code/orders',
    params: byArea,
    query: z.object({
      open: z.enum(['true', 'false']).default('false').describe('Only what waits or holds now'),
      before: id.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ orders: z.array(orderSchema) }),
    summary: 'List the orders for an area, from above and for parts of it, newest first.',
    errors: ['NOT_FOUND'],
    example: { params: { code }, response: { orders: [stopped] } },
  }),
  get: route({
    method: 'GET',
    path: '/api/areas/:code/orders/:id',
    params: byOrder,
    response: z.object({ order: orderSchema, devices: z.array(orderDeviceSchema) }),
    summary: 'Show an order and which devices have not confirmed it.',
    errors: ['NOT_FOUND'],
    example: {
      params,
      response: {
        order: stopped,
        devices: [
          {
            deviceId,
            deviceName: 'Cụm loa thôn 1',
            areaCode: '23538.1',
            begunAt: null,
            endedAt: null,
            confirmed: false,
          },
        ],
      },
    },
  }),
  hold: route({
    method: 'POST',
    path: '/api/areas/:code/hold',
    params: byArea,
    body: z.object({ target: holdTargetSchema, reason }),
    response: orderSchema,
    summary: 'Keep a session, an item or a bulletin silent; its place stays empty and later items keep their time.',
    errors: ['NOT_FOUND'],
    example: {
      params: { code },
      body: { target: { kind: 'item', rundownId: 'r1', airingKey: 'a1' }, reason: 'Thông tin đã cũ' },
      response: { ...stopped, kind: 'hold', target: { kind: 'item', rundownId: 'r1', airingKey: 'a1' } },
    },
  }),
  stop: route({
    method: 'POST',
    path: '/api/areas/:code/stop',
    params: byArea,
    body: z.object({ target: silenceTargetSchema.default({ kind: 'everything' }), reason }),
    response: orderSchema,
    summary: 'Silence an area at once; an operator lets it sound again.',
    errors: ['NOT_FOUND'],
    example: { params: { code }, body: { reason: 'Nhà có tang gần cụm loa' }, response: stopped },
  }),
  resume: route({
    method: 'POST',
    path: '/api/areas/:code/orders/:id/resume',
    params: byOrder,
    response: orderSchema,
    status: 200,
    summary: 'End a hold or a stop.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS'],
    example: {
      params,
      response: { ...stopped, state: 'ended', over: true, endedAt: 1_767_600_600_000, endedBy: 'nga' },
    },
  }),
  playNow: route({
    method: 'POST',
    path: '/api/areas/:code/play-now',
    params: byArea,
    body: z.object({
      sound: soundChoiceSchema,
      class: z.enum(['priority', 'normal']).default('normal'),
      expiresAt: instant.describe('A device that hears of it later does not play it'),
      reason,
    }),
    response: orderSchema,
    summary: 'Play an approved bulletin or a recording once, now, inside the hours of the area.',
    description: 'Wider than one commune it waits for a second person.',
    errors: ['NOT_FOUND', 'SOUND_NOT_READY', 'ORDER_TIME_WRONG'],
    example: {
      params: { code },
      body: { sound, expiresAt: 1_767_600_300_000 },
      response: { ...emergency, kind: 'play-now', repeatEveryMs: null },
    },
  }),
  emergency: route({
    method: 'POST',
    path: '/api/areas/:code/emergency',
    params: byArea,
    body: z.object({
      sound: soundChoiceSchema,
      repeatEveryMinutes: z.int().min(1).max(1_440).nullable().default(null).describe('null: once'),
      endAt: instant,
      drill: z.boolean().default(false).describe('true: an exercise'),
      reason,
    }),
    response: orderSchema,
    summary: 'Interrupt the programme of an area with a recorded message, repeated until it ends or is cleared.',
    description: 'Wider than one commune it waits for a second person.',
    errors: ['NOT_FOUND', 'SOUND_NOT_READY', 'ORDER_TIME_WRONG'],
    example: {
      params: { code },
      body: { sound, repeatEveryMinutes: 10, endAt: 1_767_607_200_000 },
      response: emergency,
    },
  }),
  agree: route({
    method: 'POST',
    path: '/api/areas/:code/orders/:id/agree',
    params: byOrder,
    response: orderSchema,
    status: 200,
    summary: 'Agree, as the second person, to an order wider than one commune.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS', 'SECOND_PERSON_NEEDED'],
    example: { params, response: { ...emergency, areaCode: '51', secondBy: 'hoa' } },
  }),
  breakGlass: route({
    method: 'POST',
    path: '/api/areas/:code/orders/:id/break-glass',
    params: byOrder,
    response: orderSchema,
    status: 200,
    summary: 'Go ahead alone, by name, when no second person has answered; everybody concerned is told.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS', 'BREAK_GLASS_TOO_EARLY'],
    example: { params, response: { ...emergency, areaCode: '51', brokenGlass: true } },
  }),
  clear: route({
    method: 'POST',
    path: '/api/areas/:code/orders/:id/clear',
    params: byOrder,
    response: orderSchema,
    status: 200,
    summary: 'Give the all-clear of an emergency, or end a play-now; one that no device has heard of never sounds.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS'],
    example: {
      params,
      response: { ...emergency, state: 'ended', over: true, endedAt: 1_767_600_600_000, endedBy: 'nga' },
    },
  }),
  alarms: route({
    method: 'GET',
    path: '/api/areas/:code/alarms',
    params: byArea,
    query: z.object({
      open: z.enum(['true', 'false']).default('true').describe('Only those nobody has seen to'),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    response: z.object({ alarms: z.array(deviceAlarmSchema) }),
    summary: 'List what the devices of an area complained of, newest first.',
    errors: ['NOT_FOUND'],
    example: {
      params: { code },
      response: {
        alarms: [
          {
            id: orderId,
            deviceId,
            deviceName: 'Cụm loa thôn 1',
            areaCode: '23538.1',
            code: 'silence-inside',
            airingKey: 'a1',
            detail: '',
            firstAt: 1_767_600_000_000,
            lastAt: 1_767_600_000_000,
            times: 1,
            acknowledgedAt: null,
            acknowledgedBy: null,
          },
        ],
      },
    },
  }),
  acknowledge: route({
    method: 'POST',
    path: '/api/areas/:code/alarms/:id/acknowledge',
    params: byOrder,
    summary: 'Say that you have seen to an alarm.',
    errors: ['NOT_FOUND'],
    example: { params },
  }),
});
