import type { bulletinsRoutes } from '../../src/contracts/http/bulletins';
import type { RequestOf } from '../../src/contracts/http/route';

/** A wish as staff make it. */
export const request = {
  days: { kind: 'until' as const, from: null, until: '2026-03-08' },
  preferredSlotIds: ['s2', 's1'],
  readings: 2 as const,
};

/** What voids an approval (B2). All are tried on one database; that they reach the others needs fewer. */
export const contentChanges: [string, Partial<RequestOf<typeof bulletinsRoutes.update>['body']>][] = [
  ['title', { title: 'Tên khác' }],
  ['topic', { topicCode: '2' }],
  ['priority', { priority: 'priority' }],
  ['source', { source: 'Nguồn khác' }],
  ['author', { author: 'Người khác' }],
  ['areas', { areaCodes: ['23538.1'] }],
  ['validity', { validUntil: 1_900_000_000_000 }],
  ['request', { request: { ...request, readings: 3 } }],
];
