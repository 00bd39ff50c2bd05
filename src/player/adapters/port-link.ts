import type { MessagePort } from 'node:worker_threads';
import { stationMessageSchema } from '../../contracts/device/link';
import type { Link } from '../link';

/** The link of an embedded device: the port between its worker thread and the service. */
export function createPortLink(port: MessagePort, onStrange: (detail: string) => void): Link {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (handle) => {
      port.on('message', (value: unknown) => {
        const message = stationMessageSchema.safeParse(value);
        if (message.success) handle(message.data);
        else onStrange(message.error.issues[0]?.message ?? 'unreadable');
      });
    },
  };
}
