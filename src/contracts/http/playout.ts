import { z } from 'zod';
import { itemResults } from '../../domain/airtime/result';
import { defineRoutes, route } from './route';

const instant = z.int().describe('Milliseconds since the epoch');

/** A row that could not be booked (L3). */
export const quarantinedRowSchema = z
  .object({
    id: z.string(),
    receivedAt: instant,
    deviceId: z.string(),
    boot: z.string(),
    sequence: z.int(),
    reason: z.string().describe('Stable word, such as hash-differs'),
    detail: z.string(),
    envelope: z.string().describe('What came, as JSON text'),
  })
  .meta({ id: 'QuarantinedRow' });

export const correctionSchema = z.object({
  result: z.enum(itemResults),
  heardMs: z.int().min(0).max(86_400_000),
  note: z.string().trim().min(3).max(2_000).describe('Why, for whoever reads the ledger later'),
});

export const correctedSchema = z.object({ receivedNumber: z.int(), supersedes: z.int() }).meta({ id: 'CorrectedRow' });

export const rundownDevicesSchema = z
  .object({
    version: z.int().describe('Of the session as it stands now'),
    overridden: z
      .object({ version: z.int(), reason: z.string(), byName: z.string(), at: instant })
      .nullable()
      .describe('The last change after the freeze'),
    devices: z
      .array(
        z.object({
          deviceId: z.string(),
          name: z.string(),
          areaCode: z.string(),
          appliedVersion: z.int().nullable().describe('The version of the session that the device says it will air'),
          applied: z.boolean(),
        }),
      )
      .describe('Those that have not applied the present version first'),
  })
  .meta({ id: 'RundownDevices' });
export type RundownDevicesView = z.infer<typeof rundownDevicesSchema>;

export type QuarantinedRowView = z.infer<typeof quarantinedRowSchema>;
export type CorrectionDto = z.infer<typeof correctionSchema>;

export const playoutRoutes = defineRoutes('playout', {
  quarantine: route({
    method: 'GET',
    path: '/api/areas/:code/quarantine',
    params: z.object({ code: z.string().min(1).max(40) }),
    response: z.object({ rows: z.array(quarantinedRowSchema) }),
    summary: 'List the rows that devices of an area sent and that could not be booked, newest first.',
    errors: ['NOT_FOUND'],
    example: {
      params: { code: '23538' },
      response: {
        rows: [
          {
            id: 'a3f1',
            receivedAt: 1_767_600_000_000,
            deviceId: '01kb3w0zq0d1e2v3i4c5e6a7b8',
            boot: 'b1',
            sequence: 7,
            reason: 'hash-differs',
            detail: 'the hash is not that of the bytes',
            envelope: '{"boot":"b1","sequence":7,"bytes":"…","hash":"…"}',
          },
        ],
      },
    },
  }),
  rundownDevices: route({
    method: 'GET',
    path: '/api/rundowns/:id/devices',
    params: z.object({ id: z.string().min(1).max(64) }),
    response: rundownDevicesSchema,
    summary: 'List the devices that are to air a session, and which of them have its present version.',
    description: 'After an override those that were not online still have the version before, or none.',
    errors: ['NOT_FOUND'],
    example: {
      params: { id: 'a8c1f0' },
      response: {
        version: 3,
        overridden: { version: 3, reason: 'Khách đến sớm', byName: 'lan', at: 1_767_600_000_000 },
        devices: [
          {
            ...{ deviceId: '01kb3w0zq0d1e2v3i4c5e6a7b8', name: 'Loa thôn 1', areaCode: '23538.1' },
            ...{ appliedVersion: 2, applied: false },
          },
        ],
      },
    },
  }),
  correct: route({
    method: 'POST',
    path: '/api/ledger/rows/:number/corrections',
    params: z.object({ number: z.coerce.number().int().min(1) }),
    body: correctionSchema,
    response: correctedSchema,
    summary: 'Correct a result of the ledger by a new row that names it.',
    description: 'The corrected row stays as it is. Only the row that speaks for its item at present can be corrected.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS'],
    example: {
      params: { number: 1204 },
      body: { result: 'partial', heardMs: 30_000, note: 'Cụm loa thôn 2 mất điện giữa bản tin' },
      response: { receivedNumber: 1310, supersedes: 1204 },
    },
  }),
});
