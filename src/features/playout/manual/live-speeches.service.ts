import { Inject, Injectable } from '@nestjs/common';
import type { LiveSpeechView } from '../../../contracts/http/manual';
import { Fault } from '../../../domain/fault';
import { CLOCK, type Clock } from '../../../platform/clock/clock';
import { newId } from '../../../platform/clock/identifiers';
import { ReadDatabase } from '../../../platform/database/database';
import type { Actor, Transaction } from '../../../platform/database/transaction';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { Device } from '../../devices';
import { TopicsService } from '../../topics';
import { PlayoutService } from '../playout.service';
import { rowsOfSpeech } from './attested-rows';
import type { LiveSpeechEntity } from './manual.entity';
import { findSpeech, findSpeeches, saveSpeech } from './manual.repository';
import { requireBetween } from './manual-sessions.service';

const dayMs = 24 * 3_600_000;
const longestMs = 4 * 3_600_000;

export interface NewSpeech {
  title: string;
  topicCode: string;
  language: string;
  speaker: string;
  startAt: number;
  endAt: number;
}

/** Speeches at the amplifier, declared before or after. Airtime comes of them only when somebody says that they were. */
@Injectable()
export class LiveSpeeches {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly topics: TopicsService,
    private readonly playout: PlayoutService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Of the last month and to come, the first first. */
  list(device: Device): Promise<LiveSpeechView[]> {
    return findSpeeches(this.read.manager, device.id, this.clock.nowMs() - 31 * dayMs);
  }

  /** One that has ended goes into the ledger at once; one to come waits for its confirmation. Throws TOPIC_UNKNOWN, INPUT_INVALID. */
  async declare(actor: Actor, device: Device, speech: NewSpeech): Promise<LiveSpeechView> {
    if (!this.topics.find(speech.topicCode)) throw new Fault('TOPIC_UNKNOWN', { code: speech.topicCode });
    const declared = await this.uow.run(actor, async (tx) => {
      requireLength(speech);
      requireBetween('startAt', speech.startAt, tx.nowMs - 7 * dayMs, tx.nowMs + 31 * dayMs);
      const made: LiveSpeechEntity = {
        ...{ ...speech, id: newId(tx.nowMs), deviceId: device.id, declaredAt: tx.nowMs, declaredBy: actor.name },
        ...{ state: 'declared', settledBy: null },
      };
      await saveSpeech(tx.manager, made);
      await this.record(tx, 'declared', made);
      return made;
    });
    const { startAt, endAt } = declared;
    return endAt <= this.clock.nowMs() ? this.confirm(actor, device, declared.id, { startAt, endAt }) : declared;
  }

  /** It was, from and until then. Throws NOT_FOUND, STATE_FORBIDS, INPUT_INVALID. */
  async confirm(
    actor: Actor,
    device: Device,
    id: string,
    { startAt, endAt }: { startAt: number; endAt: number },
  ): Promise<LiveSpeechView> {
    const confirmed = await this.uow.run(actor, async (tx) => {
      const speech = await this.require(tx, device, id);
      if (speech.state === 'confirmed') return speech;
      if (speech.state === 'withdrawn') {
        throw new Fault('STATE_FORBIDS', { what: speech.title, state: speech.state, action: 'speech.confirm' });
      }
      requireLength({ startAt, endAt });
      requireBetween('startAt', startAt, speech.startAt - dayMs, speech.startAt + dayMs);
      requireBetween('endAt', endAt, startAt, tx.nowMs);
      const after: LiveSpeechEntity = { ...speech, startAt, endAt, state: 'confirmed', settledBy: actor.name };
      await saveSpeech(tx.manager, after);
      await this.record(tx, 'confirmed', after, speech);
      return after;
    });
    // The same bytes each time: repeated after a crash in between, it counts once.
    await this.playout.ingest(device.id, rowsOfSpeech(confirmed, device.areaCode, device.communeCode));
    return confirmed;
  }

  /** It will not be. Throws NOT_FOUND, STATE_FORBIDS. */
  async withdraw(actor: Actor, device: Device, id: string): Promise<LiveSpeechView> {
    return this.uow.run(actor, async (tx) => {
      const speech = await this.require(tx, device, id);
      if (speech.state === 'confirmed') {
        throw new Fault('STATE_FORBIDS', { what: speech.title, state: speech.state, action: 'speech.withdraw' });
      }
      const after: LiveSpeechEntity = { ...speech, state: 'withdrawn', settledBy: actor.name };
      await saveSpeech(tx.manager, after);
      await this.record(tx, 'withdrawn', after, speech);
      return after;
    });
  }

  private async require(tx: Transaction, device: Device, id: string): Promise<LiveSpeechEntity> {
    const speech = await findSpeech(tx.manager, device.id, id);
    if (!speech) throw new Fault('NOT_FOUND', { what: 'speech', id });
    return speech;
  }

  private async record(
    tx: Transaction,
    change: 'declared' | 'confirmed' | 'withdrawn',
    after: LiveSpeechEntity,
    before?: LiveSpeechEntity,
  ) {
    const said = { after, ...(before ? { before } : {}) };
    await tx.audit({ action: `speech.${change}`, entity: 'device', entityId: after.deviceId, ...said });
  }
}

function requireLength({ startAt, endAt }: { startAt: number; endAt: number }): void {
  requireBetween('endAt', endAt, startAt + 1000, startAt + longestMs);
}
