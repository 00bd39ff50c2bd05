/** Says once, before the media tests, what a machine without a native ffmpeg leaves out; the tests themselves count as skipped. */
const { spawnSync } = require('node:child_process');

module.exports = async () => {
  const found = spawnSync(process.env.FFMPEG_PATH ?? 'ffmpeg', ['-version'], { timeout: 20_000 }).status === 0;
  if (!found && process.env.LOA_TEST_LONG !== '1')
    process.stderr.write('native ffmpeg tests not run: no ffmpeg on the PATH nor in FFMPEG_PATH\n');
};
