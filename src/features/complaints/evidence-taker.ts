import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { aroundMs } from '../../domain/complaints/complaint';
import { whatSounded, type SoundDevice } from '../../domain/complaints/what-sounded';
import { addDays } from '../../domain/time/local-date';
import { wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { newId } from '../../platform/clock/identifiers';
import type { Transaction } from '../../platform/database/transaction';
import { type Around, findSoundRows } from '../airtime';
import { AreasService } from '../areas';
import type { ComplaintEntity, ComplaintEvidenceEntity } from './complaint.entity';
import { findDevices, findPlannedSounds, findSoundAlarms, findSoundOrders } from './facts.repository';

export type Claim = Pick<ComplaintEntity, 'areaCode' | 'communeCode' | 'claimedFrom' | 'claimedTo'>;

/** Copies out of the ledger what stood in it about a time and place. */
@Injectable()
export class EvidenceTaker {
  constructor(
    private readonly areas: AreasService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The local dates that what was heard then may be booked under (T3). */
  datesOf({ communeCode, claimedFrom, claimedTo }: Claim): { fromDate: string; toDate: string } {
    const zone = this.areas.settingsOf(communeCode).timeZone;
    const dateOf = (at: number): string => wallClockAt(zone, at).localDate;
    return { fromDate: addDays(dateOf(claimedFrom - aroundMs), -1), toDate: dateOf(claimedTo + aroundMs) };
  }

  async take(
    { manager }: Transaction,
    complaintId: string,
    claim: Claim,
    by: string,
  ): Promise<ComplaintEvidenceEntity> {
    const { communeCode, claimedFrom, claimedTo } = claim;
    const at: Around = {
      communeCode,
      from: claimedFrom - aroundMs,
      to: claimedTo + aroundMs,
      ...this.datesOf(claim),
    };
    const rows = await findSoundRows(manager, at);
    const present = await findDevices(manager, at);
    const gone = new Map<string, Omit<SoundDevice, 'inPlace'>>();
    for (const { deviceId, place, kind, recordedAt } of rows.map((row) => ({ ...row, recordedAt: row.actualEndAt }))) {
      if (present.some((device) => device.deviceId === deviceId)) continue;
      const lastRowAt = kind === 'result' ? recordedAt : null;
      gone.set(deviceId, { deviceId, ...place, lastRowAt, heardAt: null, outbox: null });
    }
    const zones = this.areas.zonesOf(communeCode).map((zone) => zone.code);
    const facts = {
      devices: [...present, ...gone.values()].map((device) => ({
        ...device,
        inPlace: inPlace(device.areaCode, claim),
      })),
      rows: rows.map(({ place: _place, ...row }) => row),
      planned: await findPlannedSounds(manager, at),
      alarms: await findSoundAlarms(manager, at),
      orders: await findSoundOrders(manager, [...this.areas.ancestorsOf(communeCode), ...zones], at),
    };
    const found = whatSounded(facts, claimedFrom, claimedTo);
    const evidence = JSON.stringify(found);
    const takenAt = this.clock.nowMs();
    return {
      ...{ id: newId(takenAt), complaintId, takenAt, takenBy: by, verdict: found.verdict, evidence },
      evidenceHash: createHash('sha256').update(evidence).digest('hex'),
    };
  }
}

/** A loudspeaker of the whole commune is heard in each of its zones. */
const inPlace = (deviceArea: string, { areaCode, communeCode }: Claim): boolean =>
  areaCode === communeCode || deviceArea === areaCode || deviceArea === communeCode;
