/** A process that polls a station's manifest as many devices do: open-loop at a rate for its lateness, then as fast as it can. */
const http = require('node:http');

const { url, token, etag, perSecond, seconds } = JSON.parse(process.argv[2]);
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const target = new URL('/api/device/manifest', url);
const headers = { authorization: `Bearer ${token}`, 'if-none-match': etag };

/** Connections that the other end shut while a poll was on its way; the poll is sent again and its time goes on. */
let resets = 0;

async function poll() {
  for (let tries = 1; ; tries += 1) {
    try {
      return await pollOnce();
    } catch (error) {
      if (error.code !== 'ECONNRESET' || tries > 3) throw error;
      resets += 1;
    }
  }
}

function pollOnce() {
  return new Promise((resolve, reject) => {
    const request = http.get(target, { agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 304 ? resolve() : reject(new Error(`status ${answer.statusCode}`)),
      );
    });
    request.on('error', reject);
  });
}

/** From the instant each poll was to be sent, sent or not: a station that stalls is not flattered. */
async function openLoop() {
  const latencies = [];
  const begun = performance.now();
  const total = perSecond * seconds;
  const waiting = [];
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - begun) * perSecond) / 1000));
    for (; sent < due; sent += 1) {
      const plannedMs = begun + (sent * 1000) / perSecond;
      waiting.push(poll().then(() => latencies.push(performance.now() - plannedMs)));
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(waiting);
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.ceil(latencies.length * share) - 1)];
  return { p50Ms: at(0.5), p99Ms: at(0.99), polls: latencies.length };
}

async function asFastAsItCan() {
  let polls = 0;
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (; performance.now() < end; polls += 1) await poll();
    }),
  );
  return polls;
}

async function main() {
  for (let i = 0; i < 500; i += 1) await poll();
  process.send({ kind: 'open', ...(await openLoop()) });
  process.send({ kind: 'begin' });
  await new Promise((resolve) => process.once('message', resolve));
  process.send({ kind: 'full', polls: await asFastAsItCan(), resets });
  process.disconnect();
}
void main();
