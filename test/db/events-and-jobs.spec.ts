import type { EntityManager } from 'typeorm';
import { JobEntity } from '../../src/platform/database/job.entity';
import { OutboxEntity } from '../../src/platform/database/outbox.entity';
import { systemActor } from '../../src/platform/database/transaction';
import { EventDispatcher } from '../../src/platform/events/event-dispatcher';
import { JobRepository } from '../../src/platform/jobs/job.repository';
import { JobRunner } from '../../src/platform/jobs/job-runner';
import { mainDatabaseNames, openTestDatabase, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';

const actor = systemActor('test');

describe.each(mainDatabaseNames)('events and jobs on %s', (name) => {
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

  it('gives up a job that takes its process with it each time, after its tries', async () => {
    await test.database.uow.run(actor, (tx) => tx.enqueue({ kind: 'work', payload: 'deadly', runAt: clock.nowMs() }));
    let begun = 0;
    const givenUp: string[] = [];
    for (let life = 0; life < 5; life += 1) {
      const jobs = new JobRunner(test.database, clock, () => undefined);
      jobs.register('work', {
        maxAttempts: 3,
        // Never ends and hears nothing: what a process does that is killed meanwhile.
        run: () => new Promise(() => void (begun += 1)),
        onGivenUp: async (_, error) => void givenUp.push((error as Error).message),
      });
      await jobs.start({ exclusive: true });
      await until(() => begun > life || givenUp.length > 0);
      void jobs.stop();
      if (givenUp.length > 0) break;
    }
    expect([begun, givenUp]).toEqual([3, ['no word of 3 tries: each died while it ran']]);
    await until(async () => (await test.database.read.manager.countBy(JobEntity, { state: 'failed' })) === 1);
  });

  it('a service stopped in order uses up no try', async () => {
    await test.database.uow.run(actor, (tx) => tx.enqueue({ kind: 'work', payload: 1, runAt: clock.nowMs() }));
    let begun = 0;
    for (let life = 0; life < 4; life += 1) {
      const jobs = new JobRunner(test.database, clock, () => undefined);
      jobs.register('work', {
        maxAttempts: 2,
        run: (_, signal) =>
          new Promise((_resolve, reject) => {
            begun += 1;
            signal.addEventListener('abort', () => reject(new Error('aborted')));
          }),
      });
      await jobs.start({ exclusive: true });
      await until(() => begun > life);
      await jobs.stop();
    }
    const [job] = await test.database.read.manager.find(JobEntity);
    expect([begun, job?.state, job?.attempts]).toEqual([4, 'queued', 0]);
  });

  it('hears nothing more from a worker whose lease ran out and whose job another has', async () => {
    await test.database.uow.run(actor, (tx) => tx.enqueue({ kind: 'work', payload: 1, runAt: clock.nowMs() }));
    const repository = new JobRepository();
    const { id } = await test.database.read.manager.findOneByOrFail(JobEntity, { kind: 'work' });
    const inUnit = <T>(work: (manager: EntityManager) => Promise<T>): Promise<T> =>
      test.database.uow.run(actor, (tx) => work(tx.manager));
    await inUnit((manager) => repository.claim(manager, id, clock.nowMs()));
    await inUnit((manager) => repository.releaseExpired(manager, clock.nowMs() + 1));
    await inUnit((manager) => repository.claim(manager, id, 999_999_999_999_999));
    const slow = { id, attempts: 1 };
    await inUnit((manager) => repository.extend(manager, slow, 5));
    await inUnit((manager) => repository.done(manager, slow, 5));
    await inUnit((manager) => repository.retryAt(manager, slow, 5, 'late'));
    await inUnit((manager) => repository.failed(manager, slow, 5, 'late'));
    const now = (): Promise<JobEntity> => test.database.read.manager.findOneByOrFail(JobEntity, { id });
    expect(await now()).toMatchObject({ state: 'running', leaseUntil: 999_999_999_999_999, lastError: null });
    await inUnit((manager) => repository.done(manager, { id, attempts: 2 }, 7));
    expect(await now()).toMatchObject({ state: 'done', endedAt: 7 });
  });

  it('names the kinds of jobs that no handler here can do', async () => {
    await test.database.uow.run(actor, (tx) => tx.enqueue({ kind: 'unknown.kind', payload: {} }));
    const jobs = new JobRunner(test.database, clock, () => undefined);
    expect(await jobs.orphans()).toEqual(['unknown.kind']);
  });
});
