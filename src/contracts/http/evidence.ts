import { z } from 'zod';
import { defineRoutes, route } from './route';
import { localDateSchema } from './slot-rule';

const sha256 = z.string().length(64);

export const sealSchema = z
  .object({
    day: z.string().describe('Local date of receipt, in the station\u2019s zone'),
    firstNumber: z.int(),
    lastNumber: z.int().describe('One below `firstNumber` on a day without rows'),
    leavesHash: sha256,
    previousRoot: sha256,
    root: sha256,
    sealedAt: z.int(),
    keyId: z.string(),
    publicPem: z.string(),
    signature: z.string().describe('Ed25519 over the root\u2019s hex digits, base64'),
  })
  .meta({ id: 'LedgerSeal', description: 'The rows received on one day, in order, under one signed root (L4).' });

export const verdictSchema = z
  .object({
    rows: z.int(),
    seals: z.int(),
    lastRoot: sha256,
    lastDay: z.string().nullable(),
    finding: z
      .object({
        kind: z.enum([
          'row-altered',
          'row-missing',
          'row-added',
          'row-reordered',
          'bytes-altered',
          'chain-broken',
          'seal-altered',
          'seal-missing',
          'seal-not-signed',
          'key-unknown',
          'cut-off',
        ]),
        day: z.string().nullable(),
        receivedNumber: z.int().nullable(),
      })
      .nullable()
      .describe('The first fault; null when the ledger is as it was sealed'),
  })
  .meta({ id: 'LedgerVerdict' });

const exampleRoot = '9'.repeat(64);
const exampleSeal = {
  day: '2026-01-05',
  firstNumber: 1201,
  lastNumber: 1260,
  leavesHash: '8'.repeat(64),
  previousRoot: '7'.repeat(64),
  root: exampleRoot,
  sealedAt: 1_767_632_460_000,
  keyId: 'a1b2c3d4e5f60718',
  publicPem: '-----BEGIN PUBLIC KEY-----\n\u2026',
  signature: 'MEUC\u2026',
};

export const evidenceRoutes = defineRoutes('evidence', {
  seals: route({
    method: 'GET',
    path: '/api/ledger/seals',
    query: z.object({ from: localDateSchema, to: localDateSchema }).refine(({ from, to }) => from <= to, {
      path: ['to'],
      message: 'ngày cuối đứng trước ngày đầu / the last day is before the first',
    }),
    response: z.object({ seals: z.array(sealSchema) }),
    summary: 'The sealed days of the ledger, oldest first; at most 366.',
    errors: [],
    example: { query: { from: '2026-01-01', to: '2026-01-31' }, response: { seals: [exampleSeal] } },
  }),
  verify: route({
    method: 'POST',
    path: '/api/ledger/verification',
    response: verdictSchema,
    status: 200,
    summary: 'Checks every ledger row against its seal and its bytes; names the first fault.',
    errors: [],
    example: {
      response: { rows: 1260, seals: 31, lastRoot: exampleRoot, lastDay: '2026-01-05', finding: null },
    },
  }),
  export: route({
    method: 'GET',
    path: '/api/ledger/export',
    query: z.object({ area: z.string().min(1).max(40).optional() }),
    response: {
      contentType: 'application/x-ndjson',
      description: 'Seals, leaves and rows as lines of JSON, to be checked without this station: `loa verify FILE`',
    },
    summary: 'The ledger with its seals, of all the areas you may see, streamed.',
    errors: ['NOT_FOUND'],
    example: { query: { area: '23538' } },
  }),
});
