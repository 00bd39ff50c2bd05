/** The five roles of design section 1. */
export const roles = ['staff', 'approver', 'operator', 'reviewer', 'admin'] as const;
export type Role = (typeof roles)[number];

/** (user, role, area): the role holds in that area and in all below it. */
export interface Grant {
  role: Role;
  areaCode: string;
}
