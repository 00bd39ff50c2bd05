import { Inject, Injectable, Optional, type OnModuleInit } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { z } from 'zod';
import { isMeasureDue, isMeasurable } from '../../../domain/scheduling/relay-measuring';
import { LOA_CONFIG, type LoaConfig } from '../../../platform/config/config';
import { ReadDatabase } from '../../../platform/database/database';
import { systemActor } from '../../../platform/database/transaction';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { ScheduleParts } from '../schedule-parts';
import { relaysInUse } from './relays.repository';
import { measureRelayKind, RelaysService } from './relays.service';

/** Listens to a source for a while. Rejects when it cannot be reached; null: nothing was to be heard. */
export interface RelayMeter {
  measure(url: string, signal: AbortSignal): Promise<{ gainDb: number } | null>;
}

/** Bound where a native ffmpeg is; without one nothing is measured, as nothing is relayed. */
export const RELAY_METER = Symbol('RelayMeter');

const actor = systemActor('relays');
const jobPayload = z.object({ relayId: z.string() });

/** Measures the sources that are allowed, when they are due, and stores gain and time (P1). */
@Injectable()
export class RelayMeasuring implements OnModuleInit {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly relays: RelaysService,
    private readonly parts: ScheduleParts,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'relayMeasureDays'>,
    @Optional() @Inject(RELAY_METER) private readonly meter: RelayMeter | null = null,
  ) {}

  onModuleInit(): void {
    const { jobs, serviceStart } = this.parts;
    // What fails is asked for again in an hour.
    jobs.register(measureRelayKind, {
      maxAttempts: 1,
      run: (payload, signal) => this.measure(jobPayload.parse(payload).relayId, signal),
    });
    serviceStart.add(() => this.askForDue());
  }

  /** What is due follows from stored instants: a tick that is lost costs an hour. */
  @Cron('0 23 * * * *')
  async askForDue(): Promise<void> {
    if (!this.meter) return;
    const now = this.parts.clock.nowMs();
    const due = (await relaysInUse(this.read.manager)).filter((one) =>
      isMeasureDue(one, now, this.config.relayMeasureDays),
    );
    if (due.length === 0) return;
    await this.uow.run(actor, async (tx) => {
      for (const { id } of due) await tx.enqueue({ kind: measureRelayKind, key: id, payload: { relayId: id } });
    });
  }

  /** Listens, and stores what was heard. */
  async measure(relayId: string, signal: AbortSignal): Promise<void> {
    const source = await this.relays.get(relayId);
    if (!this.meter || !isMeasurable(source)) return;
    const heard = await this.meter.measure(source.url, signal).catch(() => 'unreachable' as const);
    if (signal.aborted) return;
    await this.relays.noteMeasured(actor, relayId, heard ?? 'silent');
  }
}
