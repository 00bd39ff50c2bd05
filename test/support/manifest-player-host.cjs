/** A process that hosts one embedded player, as the service does; its station is the parent process. Made to be killed. */
const path = require('node:path');

const dist = path.resolve(__dirname, '../../dist');
const { startEmbeddedPlayer } = require(path.join(dist, 'player/host.js'));
const { SystemClock } = require(path.join(dist, 'platform/clock/system-clock.js'));

const settings = JSON.parse(process.argv[2]);
const starting = startEmbeddedPlayer({
  settings,
  clock: new SystemClock(),
  onMessage: (message) => process.connected && process.send(message),
  onCrash: (error) => console.error('the player thread died:', error),
});
process.on('message', async (message) => {
  const player = await starting;
  if (message.kind !== 'close') return player.send(message);
  await player.close();
  process.disconnect();
});
process.on('disconnect', () => process.exit(0));
