import { z } from 'zod';
import { measureFaults } from '../../domain/scheduling/relay-measuring';
import { exampleMedia, mediaSchema } from './media';
import { datesSchema } from './queue-schemas';
import { defineRoutes, route } from './route';
import { bookingSchema, exampleBooking } from './schedule';

const instant = z.int().describe('Milliseconds since the epoch');
const id = z.string().min(1).max(64);
const area = z.object({ code: z.string().min(1).max(40) });
const byId = z.object({ id });
const gainDb = z
  .number()
  .min(-40)
  .max(12)
  .describe('What brings the source to -16 LUFS; the station listens to it every some days and keeps it');

const said = {
  name: z.string().trim().min(1).max(200).describe('An approval in advance names the source by this, letter by letter'),
  topicCode: z.string().min(1).max(20),
  language: z.string().min(2).max(20),
  url: z.string().min(1).max(500).describe('http, https, or alsa: and the device of a line input'),
};

export const relaySchema = z
  .object({
    ...{ id, areaCode: z.string(), ...said, gainDb },
    measuredAt: instant.nullable(),
    measureTriedAt: instant.nullable().optional().describe('When the station listened to it last, by itself'),
    measureFault: z.enum(measureFaults).nullable().optional().describe('Why that told nothing'),
    fallbackMediaId: id,
    fallbackMs: z.int(),
    revision: z.int(),
    retiredAt: instant.nullable(),
  })
  .meta({ id: 'RelaySource', description: 'A live programme that may be relayed in an area and below.' });
export type RelayView = z.infer<typeof relaySchema>;

const relayBody = z.object({
  ...said,
  language: said.language.default('vi'),
  gainDb: gainDb.optional(),
  fallbackMediaId: id,
});
export type RelayBody = z.infer<typeof relayBody>;

const bookingBody = z.object({
  relayId: id,
  zones: z.array(z.string().min(1).max(40)).min(1).max(200).nullable().default(null),
  slotIds: z.array(id).min(1).max(200),
  dates: datesSchema,
  offsetSeconds: z.int().min(0).max(86_400).describe('From the start of the session'),
  lengthSeconds: z.int().min(10).max(14_400),
  class: z.enum(['priority', 'normal']).default('normal'),
});
export type RelayBookingBody = z.infer<typeof bookingBody>;

const example: RelayView = {
  ...{ id: '01kb3w1a2b3c4d5e6f7g8h9j0m', areaCode: '51', name: 'Đài Tiếng nói Việt Nam', topicCode: '1' },
  ...{ language: 'vi', url: 'https://stream.example.vn/vov1', gainDb: -3.5, measuredAt: 1_767_600_000_000 },
  ...{ fallbackMediaId: '01kb3w0zq0b1', fallbackMs: 600_000, revision: 1, retiredAt: null },
};
const { name, topicCode, language, url, fallbackMediaId } = example;

export const relayRoutes = defineRoutes('relays', {
  listRelays: route({
    method: 'GET',
    path: '/api/areas/:code/relays',
    params: area,
    response: z.object({ relays: z.array(relaySchema) }),
    summary: 'What may be relayed in an area: its own sources and those of the areas above.',
    errors: ['AREA_UNKNOWN'],
    example: { params: { code: '23538' }, response: { relays: [example] } },
  }),
  sendRecording: route({
    method: 'POST',
    path: '/api/areas/:code/relay-recordings',
    params: area,
    upload: { field: 'file', description: 'The recording, as a phone or recorder made it' },
    response: mediaSchema,
    summary: 'Send the recording that is to be heard when a source is not; it is normalised in the background.',
    errors: ['UPLOAD_MISSING', 'UPLOAD_TOO_LARGE', 'QUOTA_EXCEEDED', 'DISK_FULL', 'AREA_UNKNOWN'],
    example: { params: { code: '51' }, response: { ...exampleMedia, areaCode: '51', state: 'processing' } },
  }),
  getRecording: route({
    method: 'GET',
    path: '/api/areas/:code/relay-recordings/:id',
    params: area.extend({ id }),
    response: mediaSchema,
    summary: 'What became of a recording that was sent for a relay of this area.',
    errors: ['NOT_FOUND', 'AREA_UNKNOWN'],
    example: { params: { code: '51', id: exampleMedia.id }, response: { ...exampleMedia, areaCode: '51' } },
  }),
  allowRelay: route({
    method: 'POST',
    path: '/api/areas/:code/relays',
    params: area,
    body: relayBody,
    response: relaySchema,
    summary:
      'Allow a source, with the recording that is heard when it is not. Addresses inside a network of our own are refused.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS', 'AREA_UNKNOWN'],
    example: {
      params: { code: '51' },
      body: { name, topicCode, language, url, gainDb: -3.5, fallbackMediaId },
      response: example,
    },
  }),
  setRelayGain: route({
    method: 'PUT',
    path: '/api/relays/:id/gain',
    params: byId,
    body: z.object({ gainDb, revision: z.int() }),
    response: relaySchema,
    summary: 'Say the gain that was measured; planned relays follow.',
    errors: ['NOT_FOUND', 'VERSION_CONFLICT', 'STATE_FORBIDS'],
    example: { params: { id: example.id }, body: { gainDb: -3.5, revision: 1 }, response: { ...example, revision: 2 } },
  }),
  retireRelay: route({
    method: 'POST',
    path: '/api/relays/:id/retire',
    params: byId,
    body: z.object({ revision: z.int() }),
    response: relaySchema,
    summary: 'Take a source off the list, and its bookings off the queue.',
    errors: ['NOT_FOUND', 'VERSION_CONFLICT', 'STATE_FORBIDS'],
    example: {
      params: { id: example.id },
      body: { revision: 2 },
      response: { ...example, revision: 3, retiredAt: 1_767_700_000_000 },
    },
  }),
  bookRelay: route({
    method: 'POST',
    path: '/api/areas/:code/relay-bookings',
    params: area,
    body: bookingBody,
    response: bookingSchema,
    summary:
      'Queue a relay at a fixed place of its sessions. It airs while an approval in advance covers its source, and holds its place without one.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS', 'AREA_UNKNOWN'],
    example: {
      params: { code: '23538' },
      body: {
        ...{ relayId: example.id, slotIds: ['01k…'], offsetSeconds: 0, lengthSeconds: 1800 },
        dates: { kind: 'between', from: '2026-01-05', until: '2026-12-31' },
      },
      response: { ...exampleBooking, bulletinId: example.id, title: name },
    },
  }),
});
