import { z } from 'zod';
import { attentionCodes } from '../../domain/devices/attention';
import { deviceKinds, sinkNames } from '../../domain/devices/device';
import { deviceStatusSchema } from '../device/link';
import { signedManifestSchema, volumeSpanSchema } from '../device/manifest';
import { defineRoutes, route } from './route';

const instant = z.int().describe('Milliseconds since the epoch');
const areaCode = z.string().min(1).max(40);
const tidyText = (minimum: number, maximum: number): z.ZodType<string> =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().min(minimum).max(maximum));
const name = tidyText(1, 120);
const place = tidyText(0, 300);

/** One span of the volume profile, in the wall clock of the device's area. */
const volumeInput = volumeSpanSchema.omit({ zone: true });

export const deviceSchema = z
  .object({
    id: z.string(),
    kind: z.enum(deviceKinds),
    areaCode: z.string().describe('The commune or zone it serves'),
    communeCode: z.string(),
    name: z.string(),
    place: z.string(),
    sink: z.enum(sinkNames),
    volume: z.array(volumeSpanSchema).describe('Percent by time of day; 100 outside the spans'),
    embedded: z.boolean().describe('Its player runs inside the service'),
    counts: z.boolean().describe('Whether its airings count as airtime of the commune (L5)'),
    createdAt: instant,
    retiredAt: instant.nullable(),
  })
  .meta({ id: 'Device' });

export const newDeviceSchema = z.object({
  kind: z.enum(deviceKinds),
  name,
  place: place.default(''),
  sink: z.enum(sinkNames).default('auto'),
  volume: z.array(volumeInput).max(24).default([]),
  embedded: z.boolean().default(false).describe('Always so for the kind `embedded`'),
});

const bothLanguages = z.object({ vi: z.string(), en: z.string() });
export const deviceHealthSchema = z
  .object({
    deviceId: z.string(),
    name: z.string(),
    areaCode: z.string(),
    joined: z.boolean().describe('A box has joined, or its player runs inside the service'),
    heardAt: instant.nullable().describe('When it last said how it is'),
    status: deviceStatusSchema.nullable(),
    attention: z.array(z.object({ code: z.enum(attentionCodes), cause: bothLanguages, remedy: bothLanguages })),
  })
  .meta({ id: 'DeviceHealth' });

export type DeviceHealthView = z.infer<typeof deviceHealthSchema>;
export type DeviceView = z.infer<typeof deviceSchema>;
export type NewDeviceDto = z.infer<typeof newDeviceSchema>;

const byId = z.object({ id: z.string() });
const byArea = z.object({ code: areaCode });

const example: DeviceView = {
  id: '01kb3w0zq0d1e2v3i4c5e6a7b8',
  kind: 'loudspeaker',
  areaCode: '23538.1',
  communeCode: '23538',
  name: 'Cụm loa thôn 1',
  place: 'Nhà rông thôn 1',
  sink: 'alsa',
  volume: [{ zone: 'Asia/Ho_Chi_Minh', startLocal: '05:00', endLocal: '06:00', percent: 70 }],
  embedded: false,
  counts: true,
  createdAt: 1_767_600_000_000,
  retiredAt: null,
};
const { id } = example;

export const devicesRoutes = defineRoutes('devices', {
  list: route({
    method: 'GET',
    path: '/api/areas/:code/devices',
    params: byArea,
    response: z.object({ devices: z.array(deviceSchema) }),
    summary: 'List the devices of an area and of all below it, retired ones last.',
    errors: ['NOT_FOUND'],
    example: { params: { code: '23538' }, response: { devices: [example] } },
  }),
  create: route({
    method: 'POST',
    path: '/api/areas/:code/devices',
    params: byArea,
    body: newDeviceSchema,
    response: deviceSchema,
    summary: 'Register a device for a commune or a zone.',
    errors: ['NOT_FOUND', 'AREA_LEVEL_WRONG', 'STATE_FORBIDS'],
    example: {
      params: { code: '23538.1' },
      body: {
        kind: 'loudspeaker',
        name: 'Cụm loa thôn 1',
        place: 'Nhà rông thôn 1',
        sink: 'alsa',
        volume: [{ startLocal: '05:00', endLocal: '06:00', percent: 70 }],
      },
      response: example,
    },
  }),
  get: route({
    method: 'GET',
    path: '/api/devices/:id',
    params: byId,
    response: deviceSchema,
    summary: 'Show a device.',
    errors: ['NOT_FOUND'],
    example: { params: { id }, response: example },
  }),
  rename: route({
    method: 'PATCH',
    path: '/api/devices/:id',
    params: byId,
    body: z.object({ name: name.optional(), place: place.optional() }),
    response: deviceSchema,
    summary: 'Change the name of a device or the words for its place.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS'],
    example: { params: { id }, body: { name: 'Cụm loa thôn 1' }, response: example },
  }),
  move: route({
    method: 'POST',
    path: '/api/devices/:id/move',
    params: byId,
    body: z.object({ areaCode }),
    response: deviceSchema,
    status: 200,
    summary: 'Let a device serve another commune or zone from now on.',
    errors: ['NOT_FOUND', 'AREA_LEVEL_WRONG', 'STATE_FORBIDS'],
    example: { params: { id }, body: { areaCode: '23538.1' }, response: example },
  }),
  retire: route({
    method: 'POST',
    path: '/api/devices/:id/retire',
    params: byId,
    response: deviceSchema,
    status: 200,
    summary: 'Retire a device for good: its next manifest has no programmes; its past stays.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS'],
    example: { params: { id }, response: { ...example, retiredAt: 1_767_700_000_000 } },
  }),
  joinCode: route({
    method: 'POST',
    path: '/api/devices/:id/join-code',
    params: byId,
    response: z.object({ code: z.string(), expiresAt: instant }),
    status: 200,
    summary:
      'Make the one-time code with which a box joins as this device; the box that joined before is out once it is used.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS'],
    example: { params: { id }, response: { code: 'ABCD-EFGH-JKMN', expiresAt: 1_767_686_400_000 } },
  }),
  revoke: route({
    method: 'POST',
    path: '/api/devices/:id/revoke',
    params: byId,
    response: deviceSchema,
    status: 200,
    summary:
      'Shut out the box that joined as this device: lost, stolen or broken. The device stays and another box may join.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS'],
    example: { params: { id }, response: example },
  }),
  health: route({
    method: 'GET',
    path: '/api/areas/:code/device-health',
    params: byArea,
    response: z.object({ devices: z.array(deviceHealthSchema) }),
    summary:
      'Show how the devices of an area and of all below it are, those that need attention first, with likely cause and remedy.',
    errors: ['NOT_FOUND'],
    example: {
      params: { code: '23538' },
      response: {
        devices: [
          {
            deviceId: id,
            name: example.name,
            areaCode: example.areaCode,
            joined: true,
            heardAt: 1_767_600_000_000,
            status: null,
            attention: [
              {
                code: 'no-heartbeat',
                cause: { vi: 'Mất điện, mất mạng hoặc máy hỏng', en: 'No power, no network, or a broken box' },
                remedy: { vi: 'Xem đèn nguồn và sóng', en: 'Look at the power light and the signal' },
              },
            ],
          },
        ],
      },
    },
  }),
  manifest: route({
    method: 'GET',
    path: '/api/devices/:id/manifest',
    params: byId,
    response: signedManifestSchema,
    summary: 'Show the signed manifest in force on a device.',
    description: '`payload` is canonical JSON; `signature` is Ed25519 over its UTF-8 bytes, base64.',
    errors: ['NOT_FOUND'],
    example: {
      params: { id },
      response: { payload: '{"deviceId":"01kb…","formatVersion":1,…}', keyId: '0f1e2d3c4b5a6978', signature: 'q83v…' },
    },
  }),
});
