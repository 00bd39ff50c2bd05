import {
  faultsOfTable,
  finalStates,
  nextState,
  statesTaking,
  waysToStates,
  type StateTable,
} from '../../../src/domain/bulletins/state-table';
import { afterEvent, versionEvents, versionStates, versionTable } from '../../../src/domain/bulletins/version-states';
import { Fault } from '../../../src/domain/fault';

describe('the life of a version (B1)', () => {
  it('B1: every state can be reached, every event is taken somewhere', () => {
    expect(faultsOfTable(versionTable, versionEvents)).toEqual([]);
    expect([...waysToStates(versionTable).keys()].sort()).toEqual([...versionStates].sort());
  });

  it.each([
    ['draft', 'attach', 'processing'],
    ['processing', 'normalise', 'ready'],
    ['processing', 'refuse', 'refused'],
    ['ready', 'submit', 'submitted'],
    ['submitted', 'approve', 'approved'],
    ['submitted', 'return', 'returned'],
    ['approved', 'void', 'void'],
    ['approved', 'recall', 'recalled'],
    ['approved', 'expire', 'expired'],
    ['returned', 'submit', 'submitted'],
    ['void', 'submit', 'submitted'],
  ] as const)('B1: %s on %s becomes %s', (state, event, next) => {
    expect(afterEvent(state, event)).toBe(next);
  });

  it('B1: knows no other step than these eleven, and names state and step when it refuses', () => {
    const taken = versionStates.flatMap((state) =>
      versionEvents.filter((event) => nextState(versionTable, state, event) !== undefined),
    );
    expect(taken).toHaveLength(11);
    const refuse = (): unknown => afterEvent('recalled', 'approve');
    expect(refuse).toThrow(Fault);
    expect(refuse).toThrow(/STATE_FORBIDS.*recalled.*approve/);
  });

  it('B1: refused, recalled and expired are final; only what was approved can be recalled', () => {
    expect(finalStates(versionTable).sort()).toEqual(['expired', 'recalled', 'refused']);
    expect(statesTaking(versionTable, 'recall')).toEqual(['approved']);
    expect(statesTaking(versionTable, 'approve')).toEqual(['submitted']);
  });

  it('the judge of tables sees unreachable and unknown states and unused events', () => {
    const broken = {
      initial: 'a',
      transitions: { a: { go: 'b' }, b: {}, lost: { go: 'nowhere', jump: 'a' } },
    } as unknown as StateTable<'a' | 'b' | 'lost', 'go' | 'never'>;
    expect(faultsOfTable(broken, ['go', 'never'])).toEqual([
      'lost is never reached',
      'go leads to unknown nowhere',
      'jump is not a known event',
      'nothing takes never',
    ]);
  });
});
