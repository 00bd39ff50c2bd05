/** The ids under which a device is told of an order's beginning and end; its answer names them. */
export const beginId = (orderId: string): string => `${orderId}:begun`;
export const endId = (orderId: string): string => `${orderId}:ended`;

/** Null for an id that no order has. */
export function readCommandId(id: string): { orderId: string; what: 'begun' | 'ended' } | null {
  const [orderId, what] = id.split(':');
  if (!orderId || (what !== 'begun' && what !== 'ended')) return null;
  return { orderId, what };
}
