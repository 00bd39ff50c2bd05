/** Decibels as people write them, a comma or a point before the tenths; null: nothing that may be set. */
export function gainOf(text: string): number | null {
  const written = text.trim().replace(',', '.').replace('−', '-');
  if (!/^[+-]?\d{1,2}(\.\d{1,2})?$/.test(written)) return null;
  const gain = Number(written);
  return gain >= -40 && gain <= 12 ? gain : null;
}
