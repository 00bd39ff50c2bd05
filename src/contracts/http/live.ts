import { z } from 'zod';
import { liveKinds } from '../../domain/access/live-hint';
import { defineRoutes, route } from './route';

/** One piece of news: something of this kind changed in this area. What it is, is read by the routes that check who may. */
export const liveHintSchema = z
  .object({ kind: z.enum(liveKinds), areaCode: z.string().nullable().describe('null: of one’s own notices') })
  .meta({ id: 'LiveHint' });
export type LiveHint = z.infer<typeof liveHintSchema>;

/** The stream says at least this often that it is there; one that is silent for twice as long is dead. */
export const liveHeartbeatMs = 20_000;

export const liveRoutes = defineRoutes('live', {
  follow: route({
    method: 'GET',
    path: '/api/live',
    response: {
      contentType: 'text/event-stream',
      description: 'Messages of LiveHint; `here`: alive; `missed`: read everything anew',
    },
    summary:
      'Hear, as server-sent events, that something changed in the areas one sees, or that one was told something.',
    description:
      'Sent after commit. A stream that breaks goes on after `Last-Event-ID`; where that is too long ago it begins with `missed`. It ends with the session.',
    errors: [],
    example: {},
  }),
});
