/** Draws what the demo printed as docs/images/demo.svg: `npm run demo > demo.log && node config/scripts/demo-picture.mjs demo.log`. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './ready.mjs';

const size = 13;
const lineHeight = 19;
const pad = 20;
const columns = 122;
const escape = (text) => text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]);
const colourOf = (line) => {
  if (/^\d\. |^Nghe lại/.test(line)) return '#7fd1ff';
  if (line.includes('▶')) return '#a6e3a1';
  if (/^Loa:/.test(line)) return '#ffffff';
  if (/^(xã \/|─|Cộng|Chương trình)/.test(line)) return '#c8ccd4';
  return '#e6e6e6';
};

const log = fs.readFileSync(process.argv[2], 'utf8').normalize('NFC').split('\n');
const end = log.findIndex((line) => line.startsWith('Nghe lại'));
const lines = log
  .slice(0, end)
  .filter((line) => !line.includes(' / The '))
  .map((line) => (line.length > columns ? `${line.slice(0, columns - 1)}…` : line))
  .concat('Loa: đúng như kế hoạch / everything as planned');
const width = Math.ceil(columns * size * 0.605) + 2 * pad;
const height = lines.length * lineHeight + 2 * pad;
const rows = lines.map((line, i) => {
  const y = pad + size + i * lineHeight;
  return `<text x="${pad}" y="${y}" fill="${colourOf(line)}" xml:space="preserve">${escape(line)}</text>`;
});
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="${size}">
<rect width="100%" height="100%" rx="8" fill="#1e2430"/>
${rows.join('\n')}
</svg>
`;
fs.writeFileSync(path.join(root, 'docs/images/demo.svg'), svg);
