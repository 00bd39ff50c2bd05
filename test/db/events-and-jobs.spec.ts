import { JobEntity } from '../../src/platform/database/job.entity';
import { OutboxEntity } from '../../src/platform/database/outbox.entity';
import { systemActor } from '../../src/platform/database/transaction';
import { EventDispatcher } from '../../src/platform/events/event-dispatcher';
import { JobRunner } from '../../src/platform/jobs/job-runner';
import { databaseNames, openTestDatabase, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';

const actor = systemActor('test');

describe.each(databaseNames)('events and jobs on %s', (name) => {
  let test: TestDatabase;
  let clock: FakeClock;

  beforeEach(async () => {
    clock = new FakeClock();
    test = await openTestDatabase(name, { clock });
  });
  afterEach(() => test.close());

  const emit = (n: number): Promise<void> =>
    test.database.uow.run(actor, (tx) => tx.emit({ type: 'counted', payload: { n } }));
  const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
    for (let i = 0; i < 2000 && !(await condition()); i += 1) {
      await clock.advance(250);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await condition()).toBe(true);
  };

  it('delivers events after commit, in order, and again to a subscriber that failed', async () => {
    const seen: number[] = [];
    let failOnce = true;
    const events = new EventDispatcher(test.database, clock, () => undefined);
    events.subscribe('counted', async (event) => {
      const { n } = event.payload as { n: number };
      if (n === 2 && failOnce) {
        failOnce = false;
        throw new Error('first try');
      }
      seen.push(n);
    });
    events.start();
    for (const n of [1, 2, 3]) await emit(n);
    await until(() => seen.length >= 3);
    await events.stop();
    expect([...seen].sort()).toEqual([1, 2, 3]);
    expect(await test.database.read.manager.countBy(OutboxEntity, { attempts: 1 })).toBe(1);
  });

  it('delivers what a process that died had left behind', async () => {
    await emit(7);
    const seen: unknown[] = [];
    const events = new EventDispatcher(test.database, clock, () => undefined);
    events.subscribe('counted', async (event) => void seen.push(event.payload));
    events.start();
    await events.idle();
    await events.stop();
    expect(seen).toEqual([{ n: 7 }]);
  });

  it('runs the urgent job first, tries a failing one again, then gives it up and says so', async () => {
    const order: string[] = [];
    const givenUp: unknown[] = [];
    const jobs = new JobRunner(test.database, clock, () => undefined);
    jobs.register('work', {
      maxAttempts: 2,
      run: async (payload) => {
        order.push(payload as string);
        if (payload === 'bad') throw new Error('bad');
      },
      onGivenUp: async (payload) => void givenUp.push(payload),
    });
    await test.database.uow.run(actor, async (tx) => {
      await tx.enqueue({ kind: 'work', payload: 'later', runAt: clock.nowMs() });
      await tx.enqueue({ kind: 'work', payload: 'urgent', urgency: 9, runAt: clock.nowMs() });
      await tx.enqueue({ kind: 'work', payload: 'bad', runAt: clock.nowMs() });
    });
    await jobs.start({ exclusive: true });
    await until(() => givenUp.length === 1);
    await jobs.stop();
    expect(order[0]).toBe('urgent');
    expect(order.filter((payload) => payload === 'bad')).toHaveLength(2);
    const states = await test.database.read.manager.find(JobEntity, { order: { id: 'ASC' } });
    expect(states.map((job) => `${String(job.payload)} ${job.state}`).sort()).toEqual([
      'bad failed',
      'later done',
      'urgent done',
    ]);
  });

  it('takes up the job of a worker that died, at once when this process alone runs jobs', async () => {
    await test.database.uow.run(actor, (tx) => tx.enqueue({ kind: 'work', payload: 'lost', runAt: clock.nowMs() }));
    await test.database.uow.run(actor, (tx) =>
      tx.manager
        .update(JobEntity, { kind: 'work' }, { state: 'running', leaseUntil: clock.nowMs() + 60_000 })
        .then(() => undefined),
    );
    const done: unknown[] = [];
    const jobs = new JobRunner(test.database, clock, () => undefined);
    jobs.register('work', { run: async (payload) => void done.push(payload) });
    await jobs.start({ exclusive: true });
    await until(() => done.length === 1);
    await jobs.stop();
  });

  it('takes up the job of another process that died once its lease has run out', async () => {
    const jobs = new JobRunner(test.database, clock, () => undefined);
    const done: unknown[] = [];
    jobs.register('work', { run: async (payload) => void done.push(payload) });
    await jobs.start({ exclusive: false });
    await test.database.uow.run(actor, async (tx) => {
      await tx.enqueue({ kind: 'work', payload: 'elsewhere', runAt: clock.nowMs() + 1 });
      await tx.manager.update(JobEntity, { kind: 'work' }, { state: 'running', leaseUntil: clock.nowMs() + 30_000 });
    });
    await clock.advance(20_000);
    expect(done).toEqual([]);
    await until(() => done.length === 1);
    await jobs.stop();
  });

  it('names the kinds of jobs that no handler here can do', async () => {
    await test.database.uow.run(actor, (tx) => tx.enqueue({ kind: 'unknown.kind', payload: {} }));
    const jobs = new JobRunner(test.database, clock, () => undefined);
    expect(await jobs.orphans()).toEqual(['unknown.kind']);
  });
});
