import { DeviceAiringEntity } from './device-airing.entity';
import { LedgerRowEntity } from './ledger-row.entity';
import { LedgerStateEntity } from './ledger-state.entity';
import { LiveSpeechEntity, ManualSessionEntity } from './manual/manual.entity';
import { DeviceAlarmEntity } from './orders/device-alarm.entity';
import { PlayOrderDeviceEntity, PlayOrderEntity } from './orders/play-order.entity';
import { QuarantineEntity } from './quarantine.entity';
import { SealEntity, SealLeavesEntity } from './seal/seal.entity';

export { EmbeddedDevices } from './embedded-devices';
export { CorrectionsService, type Correction } from './corrections.service';
export { DeviceAiringEntity };
export { UnchangedManifests } from './link/unchanged-manifests';
export { ProgrammeRenderer } from './manual/session-files';
export { LedgerFacts } from './ledger-facts';
export { airingsReported, LedgerWriter, type AiringKey, type ReportedAiring } from './ledger-writer';
export { defaultUnreportedAfterMs, ReconcilerService, UNREPORTED_AFTER_MS } from './reconciler.service';
export { PlayerStarter, type PlayerOrder, type RunningPlayer } from './player-starter';
export { PlayoutModule, type PlayerBinding } from './playout.module';
export { LedgerIntake, rowsQuarantined, type IngestAnswer } from './ledger-intake';
export type { EvidenceHeader, EvidenceLine } from './seal/evidence-format';
export { LedgerEvidence, type LedgerVerdict } from './seal/ledger-evidence';
export { SealerService } from './seal/sealer.service';
export { PlayoutService } from './playout.service';
export {
  DeviceDirectory,
  PlannedItems,
  Places,
  TopicNames,
  type LedgerDevice,
  type Place,
  type PlannedAiring,
  type Reach,
} from './ports';

export const playoutEntities = [
  LedgerRowEntity,
  DeviceAiringEntity,
  QuarantineEntity,
  LedgerStateEntity,
  SealEntity,
  SealLeavesEntity,
  PlayOrderEntity,
  PlayOrderDeviceEntity,
  DeviceAlarmEntity,
  ManualSessionEntity,
  LiveSpeechEntity,
];
