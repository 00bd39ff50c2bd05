/** The services that keep slots, put together by hand for tests on a real database. */
import type { AreasService } from '../../src/features/areas';
import { EventsService, ExtraSessionsService, SlotEditsService, SlotsService } from '../../src/features/schedule';
import type { ScheduleRepository } from '../../src/features/schedule/schedule.repository';
import { SlotCatalogue } from '../../src/features/schedule/slot-catalogue';
import { SlotConflictFinder } from '../../src/features/schedule/slot-conflict-finder';
import { SlotFrames } from '../../src/features/schedule/slot-frames';
import { SlotWriter } from '../../src/features/schedule/slot-writer';
import type { Clock } from '../../src/platform/clock/clock';
import type { TestDatabase } from './databases';

/** A recording as the media feature hands it out: ready, of the commune, 5 seconds. */
const media = {
  get: (id: string) => Promise.resolve({ id }),
  masterOf: () => ({
    areaCode: '23538',
    durationMs: 5_000,
    masterSha256: 'c'.repeat(64),
    masterBytes: 40_000,
    masterMime: 'audio/mpeg',
  }),
};

export function slotServices(
  { database: { uow, read } }: TestDatabase,
  repository: ScheduleRepository,
  areas: AreasService,
  clock: Clock,
): {
  slots: SlotsService;
  edits: SlotEditsService;
  events: EventsService;
  extras: ExtraSessionsService;
  catalogue: SlotCatalogue;
  finder: SlotConflictFinder;
  writer: SlotWriter;
} {
  const catalogue = new SlotCatalogue(read, repository, areas, clock);
  const finder = new SlotConflictFinder(repository, catalogue, areas, clock);
  const writer = new SlotWriter(repository, catalogue, finder, areas);
  const frames = new SlotFrames(areas, media as never, clock);
  return {
    slots: new SlotsService(uow, read, repository, areas, frames, catalogue, writer, finder),
    edits: new SlotEditsService(uow, read, repository, frames, writer),
    events: new EventsService(uow, read, repository, areas, finder),
    extras: new ExtraSessionsService(uow, read, repository, areas, writer),
    catalogue,
    finder,
    writer,
  };
}
