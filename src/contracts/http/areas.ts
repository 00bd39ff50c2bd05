import { z } from 'zod';
import { languageSchema } from './language';
import { defineRoutes, route } from './route';

export const areaLevels = ['nation', 'province', 'district', 'commune', 'zone'] as const;
export const importKinds = ['areas-2025', 'areas-2021', 'mergers-2025'] as const;
/** What an importer tells without refusing the file; config/data/README.md says what each means. */
export const remarkKinds = [
  'name-tidied',
  'absent-kept',
  'new-code-unknown',
  'new-code-names-another',
  'old-code-missing',
  'old-code-unknown',
  'old-code-elsewhere',
  'old-name-differs',
  'old-code-goes-on',
  'row-repeated',
  'old-unit-without-row',
  'new-unit-without-row',
] as const;

const localDate = z.string().nullable();
const code = z.string().min(1).max(40).describe('Area code: VN, 51, 62.618, 23538, 23538.1');
const name = z.string().min(1).max(120);

export const areaStepSchema = z
  .object({ code: z.string(), level: z.enum(areaLevels), name: z.string() })
  .meta({ id: 'AreaStep' });

export const areaSchema = z
  .object({
    code: z.string(),
    level: z.enum(areaLevels),
    name: z.string(),
    parentCode: z.string().nullable(),
    validFrom: localDate.describe('First local date; null when it began before the records'),
    validTo: localDate.describe('Last local date; null while in force'),
  })
  .meta({ id: 'Area' });

export const areaHitSchema = z
  .object({
    area: areaSchema,
    path: z.array(areaStepSchema).describe('From the parent up to the province'),
    formerly: z
      .object({ name: z.string(), place: z.string() })
      .nullable()
      .describe('The former name that was found, and where that place lay'),
  })
  .meta({ id: 'AreaHit' });

export const areaDetailSchema = z
  .object({
    area: areaSchema,
    path: z.array(areaStepSchema).describe('From the parent up to the province'),
    zones: z.array(areaSchema).describe('Zones in force, of a commune'),
    successors: z
      .array(areaSchema)
      .describe('For an ended commune: those in force that took it in, as far as recorded'),
    settings: z
      .object({
        own: z.object({
          countsEmbedded: z.boolean().nullable(),
          timeZone: z.string().nullable(),
          languages: z.array(z.string()).nullable(),
        }),
        holding: z.object({
          countsEmbedded: z.boolean(),
          timeZone: z.string(),
          languages: z.array(z.string()).nullable().describe('null: nobody has said, every version is heard'),
        }),
      })
      .describe('What the area says itself (null: as above it) and what holds'),
  })
  .meta({ id: 'AreaDetail' });

export const importErrorSchema = z
  .object({
    row: z.int().describe('As a spreadsheet counts: the header is row 1'),
    column: z.string().optional(),
    reason: z.string(),
    reasonVi: z.string(),
  })
  .meta({ id: 'ImportError' });

export const importRemarkSchema = z
  .object({
    row: z.int().nullable().describe('Null where the remark is about something the file does not have'),
    kind: z.enum(remarkKinds),
    code: z.string(),
    reason: z.string(),
    reasonVi: z.string(),
    candidate: z.string().nullable().describe('The one code that bears the row’s names; never used by itself'),
  })
  .meta({ id: 'ImportRemark' });

/** What an import did, or in a dry run would do. With errors nothing is written and the counts are 0. */
export const importReportSchema = z
  .object({
    kind: z.enum(importKinds),
    dryRun: z.boolean(),
    rows: z.int().describe('Rows with content, without the header'),
    created: z.int(),
    updated: z.int(),
    closed: z.int(),
    unchanged: z.int(),
    errors: z.array(importErrorSchema),
    remarks: z.array(importRemarkSchema),
  })
  .meta({ id: 'AreaImportReport' });

export type AreaStepView = z.infer<typeof areaStepSchema>;
export type AreaView = z.infer<typeof areaSchema>;
export type AreaHitView = z.infer<typeof areaHitSchema>;
export type AreaDetailView = z.infer<typeof areaDetailSchema>;
export type ImportReport = z.infer<typeof importReportSchema>;
export type ImportRemark = z.infer<typeof importRemarkSchema>;
export type ImportKind = (typeof importKinds)[number];
export type RemarkKind = (typeof remarkKinds)[number];

const iaToi = {
  code: '23538',
  level: 'commune',
  name: 'Xã Ia Tơi',
  parentCode: '51',
  validFrom: '2025-07-01',
  validTo: null,
};
const path = [{ code: '51', level: 'province', name: 'Tỉnh Quảng Ngãi' }];
const zone = {
  code: '23538.1',
  level: 'zone',
  name: 'Thôn 1',
  parentCode: '23538',
  validFrom: '2026-01-05',
  validTo: null,
};
const detail = {
  area: iaToi,
  path,
  zones: [zone],
  successors: [],
  settings: {
    own: { countsEmbedded: true, timeZone: null, languages: ['vi', 'jra'] },
    holding: { countsEmbedded: true, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi', 'jra'] },
  },
};

export const areasRoutes = defineRoutes('areas', {
  search: route({
    method: 'GET',
    path: '/api/areas',
    query: z.object({
      q: z
        .string()
        .min(1)
        .max(120)
        .describe('A name, a former name, its beginning or words, or a code; marks do not matter'),
      under: code.optional().describe('Only this area and what lies below it'),
      level: z.enum(areaLevels).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    response: z.object({ hits: z.array(areaHitSchema) }),
    summary: 'Search areas by name, former name or code.',
    errors: [],
    example: {
      query: { q: 'ia dom', under: '51' },
      response: {
        hits: [{ area: iaToi, path, formerly: { name: 'Xã Ia Dom', place: "Huyện Ia H' Drai, Tỉnh Kon Tum" } }],
      },
    },
  }),
  get: route({
    method: 'GET',
    path: '/api/areas/:code',
    params: z.object({ code }),
    response: areaDetailSchema,
    summary: 'Get an area with its path, zones and settings.',
    errors: ['AREA_UNKNOWN'],
    example: { params: { code: '23538' }, response: detail },
  }),
  children: route({
    method: 'GET',
    path: '/api/areas/:code/children',
    params: z.object({ code }),
    response: z.object({ areas: z.array(areaSchema) }),
    summary: 'List the areas in force directly below one, by name.',
    errors: ['AREA_UNKNOWN'],
    example: { params: { code: '51' }, response: { areas: [iaToi] } },
  }),
  createZone: route({
    method: 'POST',
    path: '/api/areas/:code/zones',
    params: z.object({ code }),
    body: z.object({
      name,
      code: code.optional().describe('The commune’s code, a dot and letters, digits or hyphens; else the next number'),
    }),
    response: areaSchema,
    summary: 'Make a zone (hamlet, former station) of a commune.',
    errors: ['AREA_UNKNOWN', 'AREA_LEVEL_WRONG', 'ZONE_EXISTS', 'STATE_FORBIDS'],
    example: { params: { code: '23538' }, body: { name: 'Thôn 1' }, response: zone },
  }),
  renameZone: route({
    method: 'PATCH',
    path: '/api/zones/:code',
    params: z.object({ code }),
    body: z.object({ name }),
    response: areaSchema,
    summary: 'Rename a zone.',
    errors: ['AREA_UNKNOWN', 'AREA_LEVEL_WRONG'],
    example: { params: { code: '23538.1' }, body: { name: 'Thôn 1' }, response: zone },
  }),
  closeZone: route({
    method: 'POST',
    path: '/api/zones/:code/close',
    params: z.object({ code }),
    response: areaSchema,
    status: 200,
    summary: 'End a zone as of today; its code is never given again.',
    errors: ['AREA_UNKNOWN', 'AREA_LEVEL_WRONG'],
    example: { params: { code: '23538.1' }, response: { ...zone, validTo: '2026-03-01' } },
  }),
  updateSettings: route({
    method: 'PATCH',
    path: '/api/areas/:code/settings',
    params: z.object({ code }),
    body: z.object({
      countsEmbedded: z.boolean().nullable().optional().describe('Airings of embedded demo devices count here (L5)'),
      timeZone: z.string().max(64).nullable().optional().describe('IANA time zone of the area’s wall clock'),
      languages: z
        .array(languageSchema)
        .min(1)
        .max(20)
        .nullable()
        .optional()
        .describe('Languages that its people speak: each bulletin is to be heard in them'),
    }),
    response: areaDetailSchema,
    summary: 'Change what an area says for itself and what lies below it; null leaves it to the area above.',
    errors: ['AREA_UNKNOWN'],
    example: { params: { code: '23538' }, body: { countsEmbedded: true }, response: detail },
  }),
  import: route({
    method: 'POST',
    path: '/api/area-imports',
    query: z.object({ kind: z.enum(importKinds), dryRun: z.stringbool().default(false) }),
    upload: { field: 'file', description: 'The list as CSV, UTF-8, with a header row' },
    response: importReportSchema,
    status: 200,
    summary: 'Import a list of official units or of mergers, all or nothing.',
    description:
      'A dry run writes nothing and reports the errors; without it a faulty file is refused, every row named.',
    errors: ['IMPORT_REJECTED', 'UPLOAD_TOO_LARGE'],
    example: {
      query: { kind: 'areas-2025', dryRun: 'true' },
      response: {
        kind: 'areas-2025',
        dryRun: true,
        rows: 3355,
        created: 3355,
        updated: 0,
        closed: 0,
        unchanged: 0,
        errors: [],
        remarks: [],
      },
    },
  }),
});
