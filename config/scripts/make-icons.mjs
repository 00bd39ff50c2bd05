/**
 * Draws the icons of the installed application out of src/web/public/icon.svg, with the Chromium of the browser tests:
 *
 *     node config/scripts/make-icons.mjs
 *
 * The PNG files are committed; run it again only when the drawing changes. LOA_TEST_CHROMIUM names another browser.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import packed from '@sparticuz/chromium';
import { chromium } from 'playwright-core';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../src/web/public');
const drawing = fs.readFileSync(path.join(folder, 'icon.svg'), 'utf8');
const [, ground, horn] = /^<svg[^>]*>(<rect[^>]*\/>)(.*)<\/svg>$/s.exec(drawing.trim());
const square = ground.replace(/ rx="\d+"/, '');

/** Phones cut maskable icons to a circle of four fifths: the ground fills the square, the horn stays inside. */
const inside = (part) => `<g transform="translate(16 16) scale(${part}) translate(-16 -16)">${horn}</g>`;
const svg = (content) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${content}</svg>`;
/** Android shows the badge of a notification by its outline alone. */
const outline = horn.replaceAll(/#[0-9a-f]{3,6}/g, '#fff');

const icons = [
  { name: 'icon-192.png', size: 192, content: ground + horn },
  { name: 'icon-512.png', size: 512, content: ground + horn },
  { name: 'icon-maskable-192.png', size: 192, content: square + inside(0.78) },
  { name: 'icon-maskable-512.png', size: 512, content: square + inside(0.78) },
  { name: 'apple-touch-icon.png', size: 180, content: square + inside(0.9) },
  { name: 'badge-96.png', size: 96, content: outline },
];

const named = process.env.LOA_TEST_CHROMIUM;
const browser = await chromium.launch({
  executablePath: named ?? (await packed.executablePath()),
  args: named ? ['--no-sandbox'] : packed.args,
  chromiumSandbox: false,
});
const page = await browser.newPage();
for (const { name, size, content } of icons) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg(content)}`);
  await page.screenshot({ path: path.join(folder, name), omitBackground: true });
}
await browser.close();
