import type { NewJob } from '../../platform/database/transaction';

export const planJobKind = 'schedule.plan';

/** Plans a commune (and its zones with slots of their own) anew; asking twice before it ran is asking once. */
export function planJob(communeCode: string): NewJob {
  return { kind: planJobKind, key: communeCode, payload: { areaCode: communeCode }, urgency: 5 };
}
