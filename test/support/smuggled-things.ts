import { accountsRoutes } from '../../src/contracts/http/accounts';
import { bulletinsRoutes } from '../../src/contracts/http/bulletins';
import { campaignProgressRoutes } from '../../src/contracts/http/campaign-progress';
import { campaignsRoutes } from '../../src/contracts/http/campaigns';
import { devicesRoutes } from '../../src/contracts/http/devices';
import { explainRoutes } from '../../src/contracts/http/explain';
import { queueRoutes } from '../../src/contracts/http/queue';
import { slotsRoutes } from '../../src/contracts/http/slots';
import type { Route, RouteExample } from '../../src/contracts/http/route';
import type { Role } from '../../src/domain/access/roles';
import type { FaultCode } from '../../src/domain/fault-codes';
import type { Things } from './access-things';

export const here = '23538';
export const elsewhere = '00004';

/** What a request carries. */
export type Carried = Pick<RouteExample, 'params' | 'query' | 'body'>;

/** For each role elsewhere: its own thing in the path, and one of here beside it or in the body. */
export const smuggled: [Route, Role, (mine: Things, theirs: Things) => Carried, FaultCode?][] = [
  [
    explainRoutes.explain,
    'operator',
    (_, { bulletinId: bulletin }) => ({ params: { code: elsewhere }, query: { at: '2026-01-05T04:50', bulletin } }),
  ],
  [
    explainRoutes.explain,
    'operator',
    (_, { deviceId: device }) => ({ params: { code: elsewhere }, query: { at: '2026-01-05T04:50', device } }),
  ],
  [slotsRoutes.undo, 'operator', (_, { changeId }) => ({ params: { code: elsewhere, changeId } })],
  [queueRoutes.listOffers, 'operator', (_, { bulletinId }) => ({ params: { code: elsewhere, bulletinId } })],
  [
    queueRoutes.createBooking,
    'operator',
    (_, { bulletinId }) => ({
      params: { code: elsewhere },
      body: { ...(queueRoutes.createBooking.example.body as object), bulletinId },
    }),
  ],
  [
    queueRoutes.addToRundown,
    'operator',
    ({ rundownId: id }, { bookingId }) => ({ params: { id }, body: { bookingId, reason: 'cần phát hôm nay' } }),
  ],
  [
    bulletinsRoutes.create,
    'staff',
    (_, { mediaId }) => ({ body: { areaCode: elsewhere, title: 'Tin', topicCode: '1', mediaId } }),
  ],
  [
    bulletinsRoutes.create,
    'staff',
    () => ({ body: { areaCode: elsewhere, areaCodes: [here], title: 'Tin', topicCode: '1' } }),
  ],
  [
    bulletinsRoutes.create,
    'staff',
    (_, { campaignId }) => ({ body: { areaCode: elsewhere, campaignId, title: 'Tin', topicCode: '1' } }),
    'INPUT_INVALID',
  ],
  [
    bulletinsRoutes.addVersion,
    'staff',
    ({ bulletinId: id }, { mediaId }) => ({ params: { id }, body: { editNumber: 1, mediaId } }),
  ],
  [
    bulletinsRoutes.approve,
    'approver',
    ({ bulletinId: id }, { versionId }) => ({ params: { id, versionId }, body: { editNumber: 1 } }),
  ],
  [devicesRoutes.move, 'operator', ({ deviceId: id }) => ({ params: { id }, body: { areaCode: here } })],
  [accountsRoutes.addGrant, 'admin', ({ userId }) => ({ params: { userId }, body: { role: 'staff', areaCode: here } })],
  [accountsRoutes.revokeGrant, 'admin', ({ userId }, { grantId }) => ({ params: { userId, grantId } })],
  [
    accountsRoutes.createUser,
    'admin',
    () => ({
      body: {
        ...{ username: 'nguoi.moi', displayName: 'Người mới' },
        grants: [elsewhere, here].map((areaCode) => ({ role: 'staff', areaCode })),
      },
    }),
  ],
  [
    campaignProgressRoutes.accept,
    'operator',
    ({ campaignId: id, bulletinId }) => ({
      params: { id },
      body: { area: here, bookings: [{ bulletinId, dates: { kind: 'on', dates: ['2026-03-07'] } }] },
    }),
  ],
  [
    campaignProgressRoutes.accept,
    'operator',
    ({ campaignId: id }, { bulletinId }) => ({
      params: { id },
      body: { area: elsewhere, bookings: [{ bulletinId, dates: { kind: 'on', dates: ['2026-03-07'] } }] },
    }),
  ],
  [campaignProgressRoutes.progress, 'reviewer', ({ campaignId: id }) => ({ params: { id }, query: { area: here } })],
  [
    campaignsRoutes.update,
    'operator',
    ({ campaignId: id }) => ({
      params: { id },
      body: { ...(campaignsRoutes.update.example.body as object), areaCodes: [elsewhere, here] },
    }),
  ],
  [
    campaignsRoutes.create,
    'operator',
    () => ({ body: { ...(campaignsRoutes.create.example.body as object), areaCodes: [elsewhere, here] } }),
  ],
];
