import { Platform1700000000000 } from './1700000000000-platform';
import { AreasTopicsCampaigns1700000001000 } from './1700000001000-areas-topics-campaigns';
import { Accounts1700000002000 } from './1700000002000-accounts';
import { MediaBulletins1700000003000 } from './1700000003000-media-bulletins';
import { Uploads1700000003500 } from './1700000003500-uploads';
import { Schedule1700000004000 } from './1700000004000-schedule';
import { Devices1700000005000 } from './1700000005000-devices';
import { Ledger1700000006000 } from './1700000006000-ledger';
import { Airtime1700000006500 } from './1700000006500-airtime';
import { SecondStep1700000007100 } from './1700000007100-second-step';
import { Approvals1700000007200 } from './1700000007200-approvals';
import { Notifications1700000007300 } from './1700000007300-notifications';
import { Plan1700000007400 } from './1700000007400-plan';
import { Orders1700000007600 } from './1700000007600-orders';
import { DeviceLink1700000007700 } from './1700000007700-device-link';
import { Seals1700000007900 } from './1700000007900-seals';
import { Closings1700000008000 } from './1700000008000-closings';
import { CalendarLinks1700000008510 } from './1700000008510-calendar-links';
import { CampaignTargets1700000008500 } from './1700000008500-campaign-targets';
import { Slots1700000007500 } from './1700000007500-slots';
import { Events1700000007510 } from './1700000007510-events';
import { ExtraSessions1700000007520 } from './1700000007520-extra-sessions';
import { NoticeChannels1700000008200 } from './1700000008200-notice-channels';
import { Preflight1700000008400 } from './1700000008400-preflight';
import { Complaints1700000008600 } from './1700000008600-complaints';
import { Interchange1700000008610 } from './1700000008610-interchange';
import { ManualSessions1700000008800 } from './1700000008800-manual-sessions';
import { SavedReports1700000008620 } from './1700000008620-saved-reports';
import { Relays1700000008900 } from './1700000008900-relays';
import { LostRecordings1700000009400 } from './1700000009400-lost-recordings';
import { HandedOver1700000009410 } from './1700000009410-handed-over';
import { Retention1700000009000 } from './1700000009000-retention';
import { RelayMeasuring1700000009420 } from './1700000009420-relay-measuring';
import { KeptCampaignReports1700000009510 } from './1700000009510-kept-campaign-reports';
import { LedgerStorage1700000009530 } from './1700000009530-ledger-storage';
import { ReportMails1700000009100 } from './1700000009100-report-mails';
import { FourTruths1700000009010 } from './1700000009010-four-truths';
import { BulletinSends1700000009200 } from './1700000009200-bulletin-sends';

/** Every migration, in order; listed by hand so that nothing runs by accident of a file name. */
export const migrations = [
  Platform1700000000000,
  AreasTopicsCampaigns1700000001000,
  Accounts1700000002000,
  MediaBulletins1700000003000,
  Uploads1700000003500,
  Schedule1700000004000,
  Devices1700000005000,
  Ledger1700000006000,
  Airtime1700000006500,
  SecondStep1700000007100,
  Approvals1700000007200,
  Notifications1700000007300,
  Plan1700000007400,
  Orders1700000007600,
  DeviceLink1700000007700,
  Seals1700000007900,
  Closings1700000008000,
  Slots1700000007500,
  Events1700000007510,
  ExtraSessions1700000007520,
  NoticeChannels1700000008200,
  CampaignTargets1700000008500,
  Preflight1700000008400,
  CalendarLinks1700000008510,
  Complaints1700000008600,
  Interchange1700000008610,
  ManualSessions1700000008800,
  SavedReports1700000008620,
  Relays1700000008900,
  LostRecordings1700000009400,
  HandedOver1700000009410,
  Retention1700000009000,
  RelayMeasuring1700000009420,
  ReportMails1700000009100,
  FourTruths1700000009010,
  BulletinSends1700000009200,
  KeptCampaignReports1700000009510,
  LedgerStorage1700000009530,
];
