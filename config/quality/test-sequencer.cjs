const Sequencer = require('@jest/test-sequencer').default;

/** Projects that mostly wait: for sound in real time, for a browser, for a process to die. */
const waiting =
  process.env.LOA_TEST_LONG === '1'
    ? ['player', 'web', 'e2e', 'media', 'fault']
    : ['e2e', 'web', 'player', 'media', 'fault'];

/** Starts what waits and what computes by turns, so that neither is left over for the end. */
module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const waits = ({ context }) => waiting.indexOf(context.config.displayName?.name);
    const idle = sorted.filter((test) => waits(test) >= 0).sort((a, b) => waits(a) - waits(b));
    const busy = sorted.filter((test) => waits(test) < 0);
    const byTurns = [];
    for (let i = 0; i < Math.max(idle.length, busy.length); i++) byTurns.push(idle[i], busy[i]);
    return byTurns.filter(Boolean);
  }
};
