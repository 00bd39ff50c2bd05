import { accountEntities } from './features/accounts';
import { airtimeEntities } from './features/airtime';
import { areaEntities } from './features/areas';
import { bulletinEntities } from './features/bulletins';
import { calendarEntities } from './features/calendars';
import { campaignEntities } from './features/campaigns';
import { complaintEntities } from './features/complaints';
import { deviceEntities } from './features/devices';
import { interchangeEntities } from './features/interchange';
import { mediaEntities } from './features/media';
import { notificationEntities } from './features/notifications';
import { playoutEntities } from './features/playout';
import { preflightEntities } from './features/preflight';
import { reportEntities } from './features/reports';
import { retentionEntities } from './features/retention';
import { scheduleEntities } from './features/schedule';
import { topicEntities } from './features/topics';

/** Every entity of the features, for the one data source; the platform adds its own. */
export const entities: (new () => object)[] = [
  ...areaEntities,
  ...topicEntities,
  ...campaignEntities,
  ...accountEntities,
  ...mediaEntities,
  ...bulletinEntities,
  ...scheduleEntities,
  ...calendarEntities,
  ...deviceEntities,
  ...playoutEntities,
  ...airtimeEntities,
  ...preflightEntities,
  ...retentionEntities,
  ...complaintEntities,
  ...interchangeEntities,
  ...reportEntities,
  ...notificationEntities,
];
