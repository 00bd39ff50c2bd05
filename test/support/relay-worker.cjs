/** The player's worker thread as it ships, for which this machine stands for the Internet: streams come from here. */
const path = require('node:path');

const dist = path.resolve(__dirname, '../../dist');
const { streamGuard } = require(path.join(dist, 'platform/network/fetch-stream.js'));
const { faultOf } = streamGuard;
streamGuard.faultOf = (address) => (address.startsWith('http://127.0.0.1:') ? null : faultOf(address));
require(path.join(dist, 'player/worker.js'));
