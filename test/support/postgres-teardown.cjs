const fs = require('node:fs');

module.exports = async () => {
  const running = globalThis.loaPostgres;
  if (!running) return;
  delete globalThis.loaPostgres;
  delete process.env.LOA_TEST_POSTGRES_URL;
  await new Promise((resolve) => {
    running.server.on('exit', resolve);
    running.server.kill('SIGINT');
  });
  fs.rmSync(running.folder, { recursive: true, force: true });
};
