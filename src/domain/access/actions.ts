import type { Role } from './roles';

/**
 * The one table of who may do what (design section 1): every action a route, file, export or stream can ask for (X1),
 * and the roles that may do it in the area of their grant and below. `stepUp` marks X2: a second step as well.
 */
export const actionTable = {
  // words everyone works with
  'area.read': { roles: ['staff', 'approver', 'operator', 'reviewer', 'admin'] },
  'area.manage': { roles: ['admin'] },
  'zone.manage': { roles: ['operator', 'admin'] },
  'topic.read': { roles: ['staff', 'approver', 'operator', 'reviewer', 'admin'] },
  'topic.manage': { roles: ['admin'] },

  // people
  'user.read': { roles: ['admin'] },
  'user.manage': { roles: ['admin'] },
  'grant.manage': { roles: ['admin'] },

  // bulletins
  'bulletin.read': { roles: ['staff', 'approver', 'operator', 'reviewer'] },
  'bulletin.listen': { roles: ['staff', 'approver', 'operator', 'reviewer'] },
  'bulletin.draft': { roles: ['staff', 'operator'] },
  'bulletin.submit': { roles: ['staff', 'operator'] },
  'bulletin.approve': { roles: ['approver'] },
  'bulletin.return': { roles: ['approver'] },
  'bulletin.recall': { roles: ['staff', 'approver', 'operator'] },
  'approval.delegate': { roles: ['approver'] },
  'approver.read': { roles: ['staff', 'approver', 'operator', 'reviewer', 'admin'] },
  'approver.order': { roles: ['admin'] },
  'campaign.read': { roles: ['staff', 'approver', 'operator', 'reviewer'] },
  'campaign.manage': { roles: ['operator'] },

  // schedule
  'schedule.read': { roles: ['staff', 'approver', 'operator', 'reviewer', 'admin'] },
  'slot.manage': { roles: ['operator', 'admin'] },
  'booking.manage': { roles: ['operator'] },
  'relay.manage': { roles: ['admin'] },
  'rundown.order': { roles: ['operator'] },
  'rundown.override': { roles: ['operator'] },
  'rundown.append': { roles: ['approver', 'operator'] },
  'policy.read': { roles: ['staff', 'approver', 'operator', 'reviewer', 'admin'] },
  'policy.manage': { roles: ['admin'] },
  'exception.grant': { roles: ['approver'] },
  'preflight.run': { roles: ['approver', 'operator'] },
  'extra-session.request': { roles: ['operator'] },
  'extra-session.approve': { roles: ['approver'] },

  // devices and playing
  'device.read': { roles: ['staff', 'approver', 'operator', 'reviewer', 'admin'] },
  'device.manage': { roles: ['operator'] },
  'device.attest': { roles: ['staff', 'operator'] },
  'volume.lower': { roles: ['staff', 'approver', 'operator'] },
  'volume.raise': { roles: ['operator'], stepUp: true },
  'play.now': { roles: ['operator'], stepUp: true },
  'emergency.start': { roles: ['operator'], stepUp: true },
  'emergency.second': { roles: ['approver'], stepUp: true },
  'emergency.clear': { roles: ['operator'] },
  'playing.hold': { roles: ['staff', 'approver', 'operator'] },
  'playing.stop': { roles: ['staff', 'approver', 'operator'] },
  'playing.resume': { roles: ['operator'] },
  'alarm.acknowledge': { roles: ['staff', 'approver', 'operator'] },

  // ledger and reports
  'airtime.read': { roles: ['staff', 'approver', 'operator', 'reviewer'] },
  'airtime.export': { roles: ['approver', 'operator', 'reviewer'] },
  'ledger.verify': { roles: ['reviewer', 'operator'] },
  'ledger.correct': { roles: ['reviewer'] },
  'period.sign': { roles: ['reviewer'] },
  'complaint.read': { roles: ['staff', 'approver', 'operator', 'reviewer'] },
  'complaint.record': { roles: ['staff', 'approver', 'operator'] },
  'complaint.answer': { roles: ['approver', 'operator'] },
  'interchange.export': { roles: ['approver', 'operator', 'reviewer'] },
  'interchange.import': { roles: ['operator'] },
  'hold.read': { roles: ['approver', 'operator', 'reviewer', 'admin'] },
  'hold.manage': { roles: ['operator', 'admin'] },
  'audit.read': { roles: ['reviewer', 'admin'] },
} as const satisfies Record<string, { roles: readonly Role[]; stepUp?: true }>;

export type Action = keyof typeof actionTable;

export const actions = Object.keys(actionTable) as Action[];

/** Whether the role may do the action at all, in the area of its grant. */
export function roleMay(role: Role, action: Action): boolean {
  return (actionTable[action].roles as readonly Role[]).includes(role);
}

/** X2: whether the action needs a second step (password or one-time code) beside the role. */
export function needsSecondStep(action: Action): boolean {
  return 'stepUp' in actionTable[action];
}
