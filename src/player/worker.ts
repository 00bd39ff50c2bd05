import { parentPort, workerData } from 'node:worker_threads';
import { createLogger } from '../platform/logging/logger';
import { createPortLink } from './adapters/port-link';
import { preferThisThread } from './adapters/priority';
import { startPlayer } from './compose';
import { playerSettingsSchema } from './settings';

/** Entry of the embedded player's worker thread: settings in `workerData`, the link is the port to the parent. */
const port = parentPort;
if (!port) throw new Error('the player worker runs in a worker thread');
const settings = playerSettingsSchema.parse(workerData);
const log = createLogger({ level: settings.logLevel, name: `player ${settings.deviceId}` });
if (!preferThisThread()) log.info('no right to raise the priority of the player');
const link = createPortLink(port, (detail) => log.warn({ detail }, 'a message that is not of the contract'));
const player = startPlayer(settings, link, log);
void player.closed.then(() => port.close());
