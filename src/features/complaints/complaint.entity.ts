import { Check, Entity, Index } from 'typeorm';
import type { ComplaintChannel, ComplaintOutcome, ComplaintState } from '../../domain/complaints/complaint';
import type { SoundVerdict } from '../../domain/complaints/what-sounded';
import { BigintColumn, IdColumn, IntegerColumn, TextColumn } from '../../platform/database/columns';

const nullable = { nullable: true };

/** What somebody complained of, and what became of it. Never deleted. */
@Entity('complaints')
@Index('complaints_area', ['areaCode', 'id'])
@Index('complaints_state', ['state', 'id'])
@Check('complaints_state_known', "state IN ('open', 'answered')")
@Check('complaints_verdict_known', "verdict IN ('ours', 'nothing', 'unknown')")
export class ComplaintEntity {
  @IdColumn() id!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('area_name') areaName!: string;
  @TextColumn('commune_code') communeCode!: string;
  /** Where, in the words of who complained. */
  @TextColumn('place') place!: string;
  @TextColumn('said') said!: string;
  @BigintColumn('claimed_from') claimedFrom!: number;
  @BigintColumn('claimed_to') claimedTo!: number;
  @TextColumn('complainant') complainant!: string;
  @TextColumn('contact') contact!: string;
  @TextColumn('channel') channel!: ComplaintChannel;
  @BigintColumn('received_at') receivedAt!: number;
  @BigintColumn('recorded_at') recordedAt!: number;
  @TextColumn('recorded_by') recordedBy!: string;
  @TextColumn('state') state!: ComplaintState;
  /** Of the newest evidence. */
  @TextColumn('verdict') verdict!: SoundVerdict;
  @TextColumn('outcome', nullable) outcome!: ComplaintOutcome | null;
  @TextColumn('answer', nullable) answer!: string | null;
  @BigintColumn('answered_at', nullable) answeredAt!: number | null;
  @TextColumn('answered_by', nullable) answeredBy!: string | null;
  /** Keeps the recordings it is about. */
  @TextColumn('hold_id') holdId!: string;
  @IntegerColumn('revision') revision!: number;
}

/** What the ledger said when it was looked at for a complaint; looking again adds a copy. Append-only. */
@Entity('complaint_evidence')
@Index('complaint_evidence_of', ['complaintId', 'id'])
export class ComplaintEvidenceEntity {
  @IdColumn() id!: string;
  @TextColumn('complaint_id') complaintId!: string;
  @BigintColumn('taken_at') takenAt!: number;
  @TextColumn('taken_by') takenBy!: string;
  @TextColumn('verdict') verdict!: SoundVerdict;
  /** JSON text, byte for byte as it was taken. */
  @TextColumn('evidence') evidence!: string;
  /** SHA-256 of `evidence`. */
  @TextColumn('evidence_hash') evidenceHash!: string;
}
