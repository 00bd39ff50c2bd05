import type { Page } from 'playwright-core';

/** Fills in the form that is open, with a file instead of a microphone, and presses its button. */
export async function sendFile(page: Page, title: string, buffer: Buffer): Promise<void> {
  const file = { name: 'Họp thôn.wav', mimeType: 'audio/wav', buffer };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByLabel('Tiêu đề').fill(title);
  await page.getByLabel('Lĩnh vực').fill('bau cu');
  await page.locator('.hit').first().click();
  await page.getByRole('button', { name: 'Gửi duyệt' }).click();
}

/** A tone of so many seconds. */
export function wav(seconds: number): Buffer {
  const [rate, head] = [16_000, Buffer.alloc(44)];
  const samples = Int16Array.from(
    { length: rate * seconds },
    (_, i) => 9_000 * Math.sin((i * 440 * 2 * Math.PI) / rate),
  );
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([head, Buffer.from(samples.buffer)]);
}
