/** An ID3v2.3 tag with nothing but a title, UTF-16 with its mark, as every phone reads it. */
export function id3Title(title: string): Buffer {
  const text = Buffer.concat([Buffer.from([1, 0xff, 0xfe]), Buffer.from(title.normalize('NFC'), 'utf16le')]);
  const frame = Buffer.alloc(10);
  frame.write('TIT2', 'latin1');
  frame.writeUInt32BE(text.length, 4);
  const header = Buffer.alloc(10);
  header.write('ID3', 'latin1');
  header[3] = 3;
  const size = frame.length + text.length;
  // Seven bits a byte.
  for (let i = 0; i < 4; i += 1) header[6 + i] = (size >> (7 * (3 - i))) & 0x7f;
  return Buffer.concat([header, frame, text]);
}
