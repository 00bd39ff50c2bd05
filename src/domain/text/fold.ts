/**
 * Names and their search form (B8). Pure and without platform tables beyond Unicode normalisation, so it runs in a browser too.
 */

/** Letters that Unicode does not decompose: đ, and the look-alikes that keyboards and old fonts left in its place. */
const lookAlikes: Record<string, string> = { đ: 'd', ð: 'd', ɖ: 'd' };

/** A name as it is stored: NFC, without spaces around it, inner white space single. */
export function tidyName(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/**
 * The form in which Vietnamese text is compared: lower case, no marks, đ as d, every run of other signs one space. Apostrophes vanish
 * with the spaces after them, since lists write "Ia H'Drai" and "Ia H' Drai" alike.
 */
export function foldVietnamese(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[đðɖ]/gu, (letter) => lookAlikes[letter] ?? letter)
    .replace(/['’‘ʼ`´]\s*/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
