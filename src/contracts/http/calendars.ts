import { z } from 'zod';
import { defineRoutes, route } from './route';

const instant = z.int().describe('Milliseconds since the epoch');

export const calendarLinkSchema = z
  .object({
    id: z.string(),
    areaCode: z.string(),
    areaName: z.string(),
    createdAt: instant,
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'CalendarLink' });

export type CalendarLinkView = z.infer<typeof calendarLinkSchema>;

const link = {
  ...{ id: '01kb3w0zq0link00000000000', areaCode: '23538', areaName: 'Xã Ia Tơi' },
  ...{ createdAt: 1_767_600_000_000, revokedAt: null },
};

export const calendarsRoutes = defineRoutes('calendars', {
  createLink: route({
    method: 'POST',
    path: '/api/areas/:code/calendar-links',
    params: z.object({ code: z.string().min(1).max(40).describe('A commune') }),
    response: calendarLinkSchema.extend({ path: z.string().describe('Told once: who has it reads the calendar') }),
    summary: 'Make a secret link with which a calendar of another program reads what a commune airs.',
    description: 'It opens as long as its user may read the schedule there, and until it is revoked.',
    errors: ['AREA_UNKNOWN', 'AREA_LEVEL_WRONG', 'STATE_FORBIDS'],
    example: { params: { code: '23538' }, response: { ...link, path: '/api/calendar.ics?key=Zm9v…' } },
  }),
  listLinks: route({
    method: 'GET',
    path: '/api/calendar-links',
    response: z.object({ links: z.array(calendarLinkSchema) }),
    summary: 'The own links to calendars, newest first, without their secret.',
    errors: [],
    example: { response: { links: [link] } },
  }),
  revokeLink: route({
    method: 'DELETE',
    path: '/api/calendar-links/:id',
    params: z.object({ id: z.string().min(1).max(64) }),
    response: calendarLinkSchema,
    summary: 'Revoke an own link: it opens nothing any more.',
    errors: ['NOT_FOUND'],
    example: { params: { id: link.id }, response: { ...link, revokedAt: 1_767_700_000_000 } },
  }),
  feed: route({
    method: 'GET',
    path: '/api/calendar.ics',
    query: z.object({ key: z.string().min(1).max(100).describe('The secret of the link') }),
    response: { contentType: 'text/calendar', description: 'iCalendar (RFC 5545), UTF-8' },
    summary: 'The sessions of a commune with their items, the past week and the coming two months.',
    errors: ['NOT_FOUND'],
    example: { query: { key: 'Zm9v…' } },
  }),
});
