import { DataSource } from 'typeorm';
import { AuditEntity } from '../../src/platform/database/audit.entity';
import { JobEntity } from '../../src/platform/database/job.entity';
import { OutboxEntity } from '../../src/platform/database/outbox.entity';
import { isIn, query, sql, type Sql } from '../../src/platform/database/sql';
import { SqliteUnitOfWork } from '../../src/platform/database/sqlite-unit-of-work';
import { Together } from '../../src/platform/database/together';
import { type AuditEntry, systemActor, type Transaction } from '../../src/platform/database/transaction';
import { chooseSqliteDriver } from '../../src/platform/sqlite/sqlite';
import { databaseNames, openTestDatabase, type TestDatabase } from '../support/databases';

const actor = systemActor('test');
const entry = (entityId: string): AuditEntry => ({
  action: 'topic.created',
  entity: 'test',
  entityId,
});
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the hazard: a bare TypeORM connection on SQLite', () => {
  it('mixes two interleaved transactions, one of which aborts, and loses acknowledged writes', async () => {
    const driver = chooseSqliteDriver();
    const source = await new DataSource({
      type: 'better-sqlite3',
      database: ':memory:',
      driver: driver.module,
    }).initialize();
    await source.query('CREATE TABLE notes (id TEXT PRIMARY KEY)');
    const aborting = source.transaction(async (manager) => {
      await manager.query("INSERT INTO notes VALUES ('aborting')");
      for (let i = 0; i < 5; i += 1) await turn();
      throw new Error('aborts');
    });
    const other = (async () => {
      await turn();
      // Begins while the first is open: on the shared connection it is a savepoint of that one.
      await source.transaction(async (manager) => {
        await manager.query("INSERT INTO notes VALUES ('another transaction, committed')");
      });
    })();
    const stray = (async () => {
      await turn();
      await source.query("INSERT INTO notes VALUES ('stray, acknowledged')");
    })();
    const [first, second, third] = await Promise.allSettled([aborting, other, stray]);
    expect(first).toMatchObject({ status: 'rejected', reason: { message: 'aborts' } });
    expect([second.status, third.status]).toEqual(['fulfilled', 'fulfilled']);
    await expect(source.query('SELECT id FROM notes')).resolves.toEqual([]);
    await source.destroy();
  });
});

describe.each(databaseNames)('unit of work on %s', (name) => {
  let test: TestDatabase;
  const audited = async (): Promise<string[]> => {
    const rows = await test.database.read.manager.find(AuditEntity, { order: { id: 'ASC' } });
    return rows.map((row) => row.entityId);
  };

  beforeEach(async () => {
    test = await openTestDatabase(name);
  });
  afterEach(() => test.close());

  it('keeps interleaved units apart: one aborts, the others are there', async () => {
    const { uow } = test.database;
    const aborting = uow.run(actor, async (tx) => {
      await tx.audit(entry('aborting'));
      for (let i = 0; i < 5; i += 1) await turn();
      throw new Error('aborts');
    });
    const slow = uow.run(actor, async (tx) => {
      await tx.audit(entry('slow'));
      for (let i = 0; i < 5; i += 1) await turn();
    });
    await turn();
    const stray = uow.run(actor, (tx) => tx.audit(entry('stray')));
    await expect(aborting).rejects.toThrow('aborts');
    await Promise.all([slow, stray]);
    expect((await audited()).sort()).toEqual(['slow', 'stray']);
  });

  it('a failing statement undoes its own unit and no other of the group', async () => {
    const { uow } = test.database;
    const results = await Promise.allSettled([
      uow.run(actor, (tx) => tx.audit(entry('before'))),
      uow.run(actor, async (tx) => {
        await tx.audit(entry('undone'));
        await tx.manager.query('INSERT INTO no_such_table VALUES (1)');
      }),
      uow.run(actor, (tx) => tx.audit(entry('after'))),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await audited()).sort()).toEqual(['after', 'before']);
  });

  it('a nested unit joins the outer one and can fail alone', async () => {
    const { uow } = test.database;
    await uow.run(actor, async (tx) => {
      await tx.audit(entry('outer'));
      await uow.run(actor, (inner) => inner.audit(entry('inner')));
      await uow
        .run(actor, async (inner) => {
          await inner.audit(entry('inner, undone'));
          throw new Error('inner');
        })
        .catch(() => undefined);
    });
    expect((await audited()).sort()).toEqual(['inner', 'outer']);
  });

  it('X5: audit row, event and job stand or fall with the change', async () => {
    const { uow, read } = test.database;
    let woken = 0;
    uow.onWake(() => (woken += 1));
    const write = (fails: boolean): Promise<void> =>
      uow.run({ userId: 'u1', name: 'Lan' }, async (tx) => {
        await tx.audit({ ...entry('x'), before: { title: 'a' }, after: { title: 'b' } });
        await tx.emit({ type: 'test.happened', payload: { n: 1 } });
        await tx.enqueue({ kind: 'test.do', key: 'k', payload: { n: 1 } });
        await tx.enqueue({ kind: 'test.do', key: 'k', payload: { n: 2 } });
        if (fails) throw new Error('no');
      });
    await expect(write(true)).rejects.toThrow('no');
    expect(await read.manager.count(OutboxEntity)).toBe(0);
    expect(woken).toBe(0);
    await write(false);
    expect(woken).toBe(1);
    expect(await read.manager.find(AuditEntity)).toMatchObject([
      { actorId: 'u1', actorName: 'Lan', before: { title: 'a' }, after: { title: 'b' } },
    ]);
    expect(await read.manager.find(OutboxEntity)).toMatchObject([
      { type: 'test.happened', payload: { n: 1 }, deliveredAt: null },
    ]);
    expect(await read.manager.find(JobEntity)).toMatchObject([{ kind: 'test.do', payload: { n: 1 }, state: 'queued' }]);
  });

  it('X5: the audit trail refuses to be changed or emptied, even by SQL', async () => {
    const { uow } = test.database;
    await uow.run(actor, (tx) => tx.audit(entry('kept')));
    const sql = (statement: string): Promise<unknown> => uow.run(actor, (tx) => tx.manager.query(statement));
    await expect(sql("UPDATE audit SET actor_name = 'x'")).rejects.toThrow('append-only');
    await expect(sql('DELETE FROM audit')).rejects.toThrow('append-only');
    expect(await audited()).toEqual(['kept']);
  });

  it('the reading connection refuses to write', async () => {
    await expect(
      test.database.read.manager.query("INSERT INTO outbox (at, type, payload) VALUES (1, 'x', '{}')"),
    ).rejects.toThrow(/read-?only/i);
  });

  it('commits 2,000 queued writes, each its own unit; on SQLite they share disk syncs', async () => {
    const { uow, read } = test.database;
    await Promise.all(Array.from({ length: 2000 }, (_, i) => uow.run(actor, (tx) => tx.audit(entry(`n${i}`)))));
    expect(await read.manager.count(AuditEntity)).toBe(2000);
    // How long it takes is `npm run bench -- writes`: a machine that is busy would fail a timed test.
    if (uow instanceof SqliteUnitOfWork) expect(uow.commits).toBeLessThanOrEqual(20);
  });

  describe('statements that go together', () => {
    const hostile = [`'); DROP TABLE outbox; --`, String.raw`\'\\`, '$1 ? :a', 'Bản tin\n"sáng"\t', ''];
    const put = (type: string, error: string | null, at = -1): Sql =>
      sql`INSERT INTO outbox (at, type, payload, attempts, last_error) VALUES (${at} -${-2}, ${type}, ${'{}'}, 0, ${error})`;
    const events = (): Promise<OutboxEntity[]> =>
      test.database.read.manager.find(OutboxEntity, { order: { sequence: 'ASC' } });

    it('keep every text, number and list of texts as it is', async () => {
      await test.database.uow.run(actor, async (tx) => {
        // As some old servers have it.
        if (name === 'postgres') await tx.manager.query('SET LOCAL standard_conforming_strings = off');
        const together = new Together(tx.manager);
        for (const text of hostile) await together.add(put('hostile', text));
        await together.add(put('other', null));
        const found = sql`UPDATE outbox SET delivered_at = ${null}, attempts = ${7} WHERE ${isIn('last_error', hostile)}`;
        await together.add(found, (touched) => expect(touched).toBe(hostile.length));
        await tx.emit({ type: 'emitted', payload: hostile }, together);
        await together.run();
      });
      const stored = await events();
      expect(stored.filter((event) => event.attempts === 7).map((event) => event.lastError)).toEqual(hostile);
      expect(stored[0]!.at).toBe(1);
      expect(stored.at(-1)).toMatchObject({ type: 'emitted', payload: hostile, attempts: 0, deliveredAt: null });
    });

    it('are undone together when one of them fails, or the check of what it touched', async () => {
      const attempt = (last: (together: Together) => Promise<void>): Promise<void> =>
        test.database.uow.run(actor, async (tx) => {
          const together = new Together(tx.manager);
          await together.add(put('kept', null));
          await last(together);
          await together.run();
        });
      await expect(attempt((together) => together.add(sql`INSERT INTO nowhere VALUES (1)`))).rejects.toThrow('nowhere');
      if (name === 'postgres') {
        const nothing = sql`UPDATE outbox SET attempts = 1 WHERE type = ${'no such'}`;
        const moved = (touched: number): void => {
          if (touched === 0) throw new Error('moved');
        };
        await expect(attempt((together) => together.add(nothing, moved))).rejects.toThrow('moved');
      }
      expect(await events()).toEqual([]);
    });

    it('are tried again when two units met', async () => {
      const together = async (work: (tx: Transaction, statements: Together) => Promise<void>): Promise<void> =>
        test.database.uow.run(actor, async (tx) => {
          const statements = new Together(tx.manager);
          await work(tx, statements);
          await statements.run();
        });
      const count = (): Promise<void> =>
        together(async (tx, statements) => {
          const [row] = await query<{ n: unknown }>(tx.manager, sql`SELECT attempts AS n FROM outbox`);
          await turn();
          await statements.add(sql`UPDATE outbox SET attempts = ${Number(row!.n) + 1}`);
        });
      await together((_, statements) => statements.add(put('counted', null)));
      await Promise.all([count(), count(), count(), count()]);
      expect((await events())[0]!.attempts).toBe(4);
    });
  });
});
