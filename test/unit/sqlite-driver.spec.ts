/** The driver is chosen by opening a database: with install scripts off, loading sqlite3 succeeds and only opening fails. */
import type * as Sqlite from '../../src/platform/sqlite/sqlite';

const choose = (): typeof Sqlite.chooseSqliteDriver => {
  let found: typeof Sqlite | undefined;
  jest.isolateModules(() => (found = jest.requireActual<typeof Sqlite>('../../src/platform/sqlite/sqlite')));
  return found!.chooseSqliteDriver;
};
class CannotOpen {
  constructor() {
    throw new Error('Could not locate the bindings file.\nTried: …');
  }
}

afterEach(() => {
  jest.dontMock('sqlite3');
  jest.dontMock('libsql');
});

it('libsql stands in where sqlite3 loads and cannot open', () => {
  jest.doMock('sqlite3', () => CannotOpen);
  const driver = choose()();
  expect(driver.name).toBe('libsql');
  expect(new driver.module(':memory:').prepare('SELECT 1 AS one').get()).toMatchObject({ one: 1 });
});

it('libsql stands in where sqlite3 is not there at all', () => {
  jest.doMock('sqlite3', () => {
    throw new Error("Cannot find module 'sqlite3'");
  });
  expect(choose()().name).toBe('libsql');
});

it('says in one line what was tried where neither works, and does not replace one that was asked for', () => {
  jest.doMock('sqlite3', () => CannotOpen);
  expect(() => choose()('sqlite3')).toThrow(
    /^no SQLite driver works here \(sqlite3: Could not locate the bindings file\.\)$/,
  );
  jest.doMock('libsql', () => CannotOpen);
  expect(() => choose()()).toThrow(/sqlite3: .*; libsql: /);
});
