import { type EntityManager, type EntityTarget, In, type ObjectLiteral } from 'typeorm';
import { type Area, areaNameSearch } from './area';
import { AreaEntity, AreaFormerStateEntity, AreaSuccessorEntity } from './area.entity';
import type { AreaRecords } from './area-tree';
import type { MergerPlan } from './import/plan-mergers';
import type { Unit } from './import/plan-units';

/** Rows per statement: twelve parameters each stay far below SQLite's 32,766 and PostgreSQL's 65,535. */
const rowsPerStatement = 1_000;

/** Everything known about areas. As raw rows: making 28,000 entities would take most of the time a start may take. */
export async function readAreaRecords(manager: EntityManager): Promise<AreaRecords> {
  const areas = await rawRows(manager, AreaEntity);
  return {
    // SQLite has no booleans, and raw rows hold JSON as text.
    areas: areas.map(({ languages, ...area }) => ({
      ...area,
      countsEmbedded: area.countsEmbedded === null ? null : Boolean(area.countsEmbedded),
      languages: typeof languages === 'string' ? (JSON.parse(languages) as string[]) : languages,
    })),
    formerStates: await rawRows(manager, AreaFormerStateEntity),
    successors: await rawRows(manager, AreaSuccessorEntity),
  };
}

/** Writes new codes and known codes with another timeline; settings of known ones stay. */
export async function writeUnits(manager: EntityManager, units: readonly Unit[], nowMs: number): Promise<void> {
  const known = new Map((await manager.find(AreaEntity)).map((area) => [area.code, area]));
  const changed = units.filter(({ code }) => known.has(code));
  for (const chunk of chunks(changed)) {
    await manager.delete(AreaFormerStateEntity, { code: In(chunk.map(({ code }) => code)) });
  }
  const rows = units.map((unit) => areaRow(unit, known.get(unit.code), nowMs));
  await insertAll(
    manager,
    AreaEntity,
    rows.filter(({ code }) => !known.has(code)),
  );
  for (const chunk of chunks(rows.filter(({ code }) => known.has(code)))) {
    await manager.upsert(AreaEntity, chunk, ['code']);
  }
  await insertAll(manager, AreaFormerStateEntity, units.flatMap(formerRows));
}

export async function writeSuccessors(
  manager: EntityManager,
  links: MergerPlan['create'],
  nowMs: number,
): Promise<void> {
  await insertAll(
    manager,
    AreaSuccessorEntity,
    links.map((link) => ({ ...link, createdAt: nowMs })),
  );
}

export async function findArea(manager: EntityManager, code: string): Promise<AreaEntity | null> {
  return manager.findOneBy(AreaEntity, { code });
}

export async function findChildCodes(manager: EntityManager, parentCode: string): Promise<string[]> {
  const children = await manager.find(AreaEntity, { where: { parentCode }, select: { code: true } });
  return children.map(({ code }) => code);
}

export async function insertArea(manager: EntityManager, area: Area, nowMs: number): Promise<void> {
  await manager.insert(AreaEntity, { ...area, createdAt: nowMs, updatedAt: nowMs });
}

/** Changes one area. Two changes made at once meet on its row, so that PostgreSQL runs the later one again. */
export async function updateArea(
  manager: EntityManager,
  code: string,
  change: Partial<Pick<Area, 'name' | 'nameSearch' | 'validTo' | 'countsEmbedded' | 'timeZone' | 'languages'>>,
  nowMs: number,
): Promise<void> {
  await manager.update(AreaEntity, { code }, { ...change, updatedAt: nowMs });
}

function areaRow({ code, level, timeline }: Unit, known: AreaEntity | undefined, nowMs: number): AreaEntity {
  const present = timeline[timeline.length - 1];
  if (!present) throw new Error(`area ${code} has no state`);
  return {
    code,
    level,
    ...present,
    nameSearch: areaNameSearch(present.name),
    countsEmbedded: known?.countsEmbedded ?? null,
    timeZone: known?.timeZone ?? null,
    languages: known?.languages ?? null,
    createdAt: known?.createdAt ?? nowMs,
    updatedAt: nowMs,
  };
}

function formerRows({ code, timeline }: Unit): AreaFormerStateEntity[] {
  return timeline.slice(0, -1).map((state) => {
    if (state.validTo === null) throw new Error(`a former state of area ${code} has no end`);
    return { code, ...state, validTo: state.validTo, nameSearch: areaNameSearch(state.name) };
  });
}

async function insertAll<T extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<T>,
  rows: T[],
): Promise<void> {
  for (const chunk of chunks(rows)) {
    await manager.createQueryBuilder().insert().into(entity).values(chunk).updateEntity(false).execute();
  }
}

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let i = 0; i < rows.length; i += rowsPerStatement) yield rows.slice(i, i + rowsPerStatement);
}

/** Every row of a table under its properties' names, instants left out. */
async function rawRows<T extends ObjectLiteral>(manager: EntityManager, entity: new () => T): Promise<T[]> {
  const query = manager.createQueryBuilder(entity, 'e').select([]);
  for (const { propertyName } of manager.connection.getMetadata(entity).columns) {
    if (!propertyName.endsWith('At')) query.addSelect(`e.${propertyName}`, propertyName);
  }
  return query.getRawMany<T>();
}
