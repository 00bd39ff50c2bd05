import fs from 'node:fs';
import path from 'node:path';
import { openDatabase, SchemaMismatch } from '../../src/platform/database/database';
import { StoreLock } from '../../src/platform/database/store-lock';
import { databaseNames, openTestDatabase, type DatabaseName } from '../support/databases';

class Later1999000000000 {
  async up(): Promise<void> {}
  async down(): Promise<void> {}
}

describe.each(databaseNames)('migrations on %s', (name: DatabaseName) => {
  it('from empty leave no drift between schema and entities', async () => {
    const test = await openTestDatabase(name, {}, { fromNothing: true });
    expect(await test.database.drift()).toEqual([]);
    await test.close();
  });

  it('a schema behind is refused unless migrating was asked for; a newer one always', async () => {
    const test = await openTestDatabase(name, {}, { fromNothing: true });
    const newer = { ...test.options, migrations: [...test.options.migrations, Later1999000000000] };
    await expect(openDatabase(newer, { migrate: false })).rejects.toThrow(
      new SchemaMismatch('behind', ['Later1999000000000']),
    );
    await (await openDatabase(newer, { migrate: true })).close();
    await expect(openDatabase(test.options, { migrate: true })).rejects.toThrow(
      new SchemaMismatch('ahead', ['Later1999000000000']),
    );
    if ('file' in test.options.location) {
      const backups = fs.readdirSync(path.join(path.dirname(test.options.location.file), 'backups'));
      expect(backups).toEqual([expect.stringMatching(/^loa-before-migration-.*\.db$/)]);
    }
    await test.close();
  });
});

it('a data folder has one holder at a time, and the lock frees itself', async () => {
  const test = await openTestDatabase('sqlite3');
  const folder = path.dirname((test.options.location as { file: string }).file);
  const first = StoreLock.take(folder);
  expect(first).not.toBeNull();
  expect(StoreLock.take(folder)).toBeNull();
  first?.release();
  const second = StoreLock.take(folder);
  expect(second).not.toBeNull();
  second?.release();
  await test.close();
});
