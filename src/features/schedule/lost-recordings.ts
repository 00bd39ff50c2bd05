import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { systemActor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { LoaEvent } from '../../platform/events/event-dispatcher';
import { LostRecordingsRepository } from './lost-recordings.repository';
import { ScheduleParts } from './schedule-parts';

const actor = systemActor('schedule');
const checkedPayload = z.object({ lost: z.array(z.string()), found: z.array(z.string()) });

/** Keeps what the store has lost out of what devices get, and lets it in again when it is back (S8). */
@Injectable()
export class LostRecordings implements OnModuleInit {
  private readonly repository = new LostRecordingsRepository();

  constructor(
    private readonly uow: UnitOfWork,
    private readonly parts: ScheduleParts,
  ) {}

  onModuleInit(): void {
    // Told by pre-flight, which comes later in the way of the data: its event is known by name.
    this.parts.events.subscribe('recordings.checked', (event) => this.onChecked(event));
  }

  private async onChecked(event: LoaEvent): Promise<void> {
    const said = checkedPayload.parse(event.payload);
    await this.uow.run(actor, async (tx) => {
      const known = await this.repository.all(tx.manager);
      const lost = said.lost.filter((sha256) => !known.has(sha256));
      const found = said.found.filter((sha256) => known.has(sha256));
      if (lost.length === 0 && found.length === 0) return;
      if (lost.length > 0) await this.repository.add(tx.manager, lost, tx.nowMs);
      if (found.length > 0) await this.repository.remove(tx.manager, found);
      const areas = new Set<string>();
      for (const sha256 of [...lost, ...found])
        for (const code of await this.repository.areasWith(tx.manager, sha256)) areas.add(code);
      if (areas.size > 0) await tx.emit({ type: 'rundowns.changed', payload: { areaCodes: [...areas].sort() } });
    });
  }
}
