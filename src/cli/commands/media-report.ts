import { describeAudioCode } from '../../contracts/http/audio-texts';
import { type FolderResult } from '../../platform/ffmpeg/normalise-folder';

const width = 720;
const height = 160;
const lowest = -60;

/** One HTML page, complete in itself: for each file its figures, its remarks and the loudness before and after. */
export function renderLoudnessReport(results: readonly FolderResult[]): string {
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Âm lượng trước và sau</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:${width + 80}px;padding:0 1rem;color:#1c2733}
h2{font-size:1.1rem;margin:2rem 0 .3rem;overflow-wrap:anywhere}svg{width:100%;height:auto;background:#f6f7f9}
.before{stroke:#b25b00}.after{stroke:#00695c}.key.before{color:#b25b00}.key.after{color:#00695c}
polyline{fill:none;stroke-width:1.6}.target{stroke:#888;stroke-dasharray:4 4}text{font-size:11px;fill:#555}
</style></head><body>
<h1>Âm lượng trước và sau</h1>
<p><span class="key before">▬ trước (before)</span> · <span class="key after">▬ sau (after)</span>: âm lượng ngắn hạn, LUFS (short-term loudness)</p>
${results.map(section).join('\n')}
</body></html>
`;
}

function section(result: FolderResult): string {
  const codes = [...(result.reason === null ? [] : [result.reason]), ...result.warnings];
  const { before, after } = result;
  return `<section><h2>${escapeHtml(result.file)}</h2>
<p>${level(before.lufs)} LUFS, ${level(before.truePeakDb)} dBTP → ${level(after.lufs)} LUFS, ${level(after.truePeakDb)} dBTP</p>
${picture(result)}
${codes.map((code) => `<p lang="vi">${describeAudioCode(code, 'vi')}</p><p lang="en"><small>${describeAudioCode(code, 'en')}</small></p>`).join('\n')}</section>`;
}

function picture(result: FolderResult): string {
  const { before, after } = result.curves;
  const seconds = Math.max(before.length, after.length);
  if (seconds === 0) return '';
  const lines = [-16, -23, -40].map(
    (lufs) =>
      `<line class="target" x1="0" x2="${width}" y1="${y(lufs)}" y2="${y(lufs)}"/><text x="4" y="${Number(y(lufs)) - 3}">${lufs}</text>`,
  );
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${level(result.before.lufs)} → ${level(result.after.lufs)} LUFS">
${lines.join('')}${curve(before, seconds, 'before')}${curve(after, seconds, 'after')}</svg>`;
}

function curve(values: readonly number[], seconds: number, name: string): string {
  if (values.length === 0) return '';
  const points = values.map((value, i) => `${((width * (i + 0.5)) / seconds).toFixed(1)},${y(value)}`);
  return `<polyline class="${name}" points="${points.join(' ')}"/>`;
}

function y(lufs: number): string {
  return ((height * Math.min(-lowest, Math.max(0, -lufs))) / -lowest).toFixed(1);
}

function level(value: number | null): string {
  return value === null ? '–' : value.toFixed(1);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
