import { Platform1700000000000 } from './1700000000000-platform';

/** Every migration, in order; listed by hand so that nothing runs by accident of a file name. */
export const migrations = [Platform1700000000000];
