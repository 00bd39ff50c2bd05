/**
 * A process that hosts one embedded player, as the service does; its station is the parent process. Made to be killed. With LOA_HOST_WAITS it
 * starts the player only when it hears `go`, so that another can stand by, loaded already.
 */
const path = require('node:path');

const dist = path.resolve(__dirname, '../../dist');
const { startEmbeddedPlayer } = require(path.join(dist, 'player/host.js'));
const { SystemClock } = require(path.join(dist, 'platform/clock/system-clock.js'));

const settings = JSON.parse(process.argv[2]);
const start = () =>
  startEmbeddedPlayer({
    settings,
    clock: new SystemClock(),
    onMessage: (message) => process.connected && process.send(message),
    onCrash: (error) => console.error('the player thread died:', error),
  });
let starting = process.env.LOA_HOST_WAITS ? null : start();
process.on('message', async (message) => {
  if (message.kind === 'go') return void (starting = start());
  const player = await starting;
  if (!player) return process.disconnect();
  if (message.kind !== 'close') return player.send(message);
  await player.close();
  process.disconnect();
});
if (process.env.LOA_HOST_WAITS) process.send({ kind: 'loaded' });
process.on('disconnect', () => process.exit(0));
