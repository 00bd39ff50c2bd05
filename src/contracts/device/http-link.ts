import { z } from 'zod';
import { stationMessageSchema } from './link';

/** How a stand-alone player speaks with its station over HTTP: messages of the link in batches, and a stream of events back. */

/** What a device signs to open a session: these words, the device, its boot and the station's nonce, one a line. */
export function sessionText(deviceId: string, boot: string, nonce: string): string {
  return ['loa-device-session', deviceId, boot, nonce].join('\n');
}

/** An event of the stream: a message of the link, or the doorbell that a new manifest is there to be fetched. */
export const linkEventSchema = z.union([
  stationMessageSchema,
  z.object({ kind: z.literal('manifestChanged'), version: z.int().nullable() }),
]);
export type LinkEvent = z.infer<typeof linkEventSchema>;

/** A comment line goes out this often while nothing else does, so that both ends notice a dead connection. */
export const eventHeartbeatMs = 15_000;
