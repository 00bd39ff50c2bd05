import { Fault } from '../fault';
import { nextState, type StateTable } from './state-table';

/** B1: the life of a version. `soft` is a flag beside `ready`, not a state. */
export const versionStates = [
  'draft',
  'processing',
  'ready',
  'refused',
  'submitted',
  'approved',
  'returned',
  'void',
  'recalled',
  'expired',
] as const;
export type VersionState = (typeof versionStates)[number];

export const versionEvents = [
  'attach',
  'normalise',
  'refuse',
  'submit',
  'approve',
  'return',
  'void',
  'recall',
  'expire',
] as const;
export type VersionEvent = (typeof versionEvents)[number];

/** refused, recalled and expired are final: a new version takes their place. */
export const versionTable: StateTable<VersionState, VersionEvent> = {
  initial: 'draft',
  transitions: {
    draft: { attach: 'processing' },
    processing: { normalise: 'ready', refuse: 'refused' },
    ready: { submit: 'submitted' },
    refused: {},
    submitted: { approve: 'approved', return: 'returned' },
    approved: { void: 'void', recall: 'recalled', expire: 'expired' },
    returned: { submit: 'submitted' },
    void: { submit: 'submitted' },
    recalled: {},
    expired: {},
  },
};

/** Nothing becomes a draft again. */
export type ReachedState = Exclude<VersionState, 'draft'>;

/** The state after an event; STATE_FORBIDS where the version's state does not take it. */
export function afterEvent(state: VersionState, event: VersionEvent): ReachedState {
  const next = nextState(versionTable, state, event);
  if (next === undefined || next === 'draft')
    throw new Fault('STATE_FORBIDS', { what: 'version', state, action: event });
  return next;
}

/** Whether a version's audio may still be put into the draft itself; anything later needs a new version. */
export function takesAudio(state: VersionState): boolean {
  return nextState(versionTable, state, 'attach') !== undefined;
}
