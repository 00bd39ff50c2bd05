import type { EntityManager } from 'typeorm';
import { isPostgres } from './sql';

/** What another process may have changed is asked again after this. */
const sharedMs = 2000;

/**
 * For how long something read may be remembered by whoever forgets it at every change of its own. A SQLite store has one process that
 * writes: for ever. PostgreSQL may have several, and an event is delivered in one of them: two seconds.
 */
export const rememberMs = (manager: EntityManager): number => (isPostgres(manager) ? sharedMs : Infinity);
