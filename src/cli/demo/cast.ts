import type { Client } from '../../contracts/http/client';
import { accountsRoutes } from '../../contracts/http/accounts';
import type { Role } from '../../domain/access/roles';

export const province = '51';
export const communes = ['23535', '23538'] as const;
export type CommuneCode = (typeof communes)[number];

interface Person {
  username: string;
  displayName: string;
  grants: { role: Role; areaCode: string }[];
}

/** The people of the demo, one for each role and one more: only the nation's approver may lift the nation's airing window (S7). */
const people = {
  staffIaDal: { username: 'a.minh', displayName: 'A Minh', grants: [{ role: 'staff', areaCode: '23535' }] },
  staffIaToi: { username: 'y.nhung', displayName: 'Y Nhung', grants: [{ role: 'staff', areaCode: '23538' }] },
  approver: { username: 'ba.lan', displayName: 'Bà Lan', grants: [{ role: 'approver', areaCode: province }] },
  operator: { username: 'anh.hoang', displayName: 'Anh Hoàng', grants: [{ role: 'operator', areaCode: province }] },
  reviewer: { username: 'co.thu', displayName: 'Cô Thu', grants: [{ role: 'reviewer', areaCode: province }] },
  nation: { username: 'ong.tam', displayName: 'Ông Tám', grants: [{ role: 'approver', areaCode: 'VN' }] },
} as const satisfies Record<string, Person>;

type Name = keyof typeof people;

/** A signed-in client for everybody. */
export type Cast = Record<Name | 'admin', Client>;

export interface Credentials {
  username: string;
  password: string;
}

export async function signIn(anonymous: Client, credentials: Credentials): Promise<Client> {
  const { token } = await anonymous.call(accountsRoutes.logIn, { body: { ...credentials, carry: 'bearer' } });
  return anonymous.withToken(token ?? undefined);
}

/** The administrator makes an account for each person, and each logs in with the same password. */
export async function gather(anonymous: Client, admin: Client, password: string): Promise<Cast> {
  const cast: Partial<Cast> = { admin };
  for (const [name, person] of Object.entries(people) as [Name, (typeof people)[Name]][]) {
    await admin.call(accountsRoutes.createUser, { body: { ...person, grants: [...person.grants], password } });
    cast[name] = await signIn(anonymous, { username: person.username, password });
  }
  return cast as Cast;
}

/** Who is who, for the closing lines. */
export function castList(): string[] {
  return Object.values(people).map(({ username, displayName, grants }) => {
    const roles = grants.map(({ role, areaCode }) => `${role} @ ${areaCode}`).join(', ');
    return `${username.padEnd(10)} ${displayName.padEnd(10)} ${roles}`;
  });
}
