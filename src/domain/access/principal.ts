import type { Grant } from './roles';

/** Who is asking: a signed-in user with every grant, as the table of actions needs it. */
export interface Principal {
  userId: string;
  username: string;
  displayName: string;
  grants: Grant[];
}
