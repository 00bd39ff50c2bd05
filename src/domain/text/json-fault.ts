/** The first place where a text stops being JSON (RFC 8259), and what belongs there: parsers of browsers and Node say it in words of their own, or not at all. */
export interface JsonFault {
  /** From 1; lines end as editors count them. */
  line: number;
  /** From 1, in characters. */
  column: number;
  /** What stands there; null at the end of the text. */
  found: string | null;
  vi: string;
  en: string;
}

type Words = readonly [vi: string, en: string];

const words = {
  empty: ['tệp trống', 'the file is empty'],
  value: [
    'cần một giá trị: chữ trong "…", số, true, false, null, {…} hoặc […]',
    'a value belongs here: text in "…", a number, true, false, null, {…} or […]',
  ],
  spareComma: ['thừa dấu phẩy ở trước; hãy bỏ đi', 'there is a comma too many before it; take it out'],
  name: ['cần tên trường trong ngoặc kép thẳng "…"', 'the name of a field in straight quotes "…" belongs here'],
  colon: ['cần dấu hai chấm sau tên trường', 'a colon belongs after the name of a field'],
  nextInObject: ['cần dấu phẩy hoặc }', 'a comma or } belongs here'],
  nextInList: ['cần dấu phẩy hoặc ]', 'a comma or ] belongs here'],
  cutOff: ['tệp kết thúc giữa chừng; hãy lấy lại cả tệp', 'the file ends too early; get the whole of it again'],
  openText: ['chữ mở ở đây không có ngoặc kép đóng', 'the text that begins here has no closing quote'],
  lineInText: [
    'chữ bị ngắt dòng hoặc có ký tự điều khiển; hãy đóng ngoặc kép, hoặc viết \\n',
    'a line break or control character inside a text; close the quote, or write \\n',
  ],
  escape: ['sau \\ chỉ được là " \\ / b f n r t hoặc uXXXX', 'after \\ only " \\ / b f n r t or uXXXX may stand'],
  quotes: ['hãy dùng ngoặc kép thẳng " thay cho dấu này', 'use straight quotes " instead of this'],
  number: ['số viết chưa đúng; phần lẻ viết sau dấu chấm', 'not a number as JSON writes it; decimals follow a point'],
  after: ['thừa nội dung sau khi tệp đã hết', 'there is more after the end of what the file holds'],
} satisfies Record<string, Words>;

type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'next' | 'nothing';

const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const longestFound = 20;

/** Null for a text that is JSON. One pass, without recursion: a hostile text costs its length. */
export function jsonFaultOf(text: string): JsonFault | null {
  const open: ('{' | '[')[] = [];
  let at = 0;
  let expected = 'value' as Expected;
  let afterComma = false;
  const fault = (what: Words, where = at): JsonFault => ({ ...placeOf(text, where), vi: what[0], en: what[1] });
  for (;;) {
    while (at < text.length && ' \t\n\r'.includes(text[at]!)) at += 1;
    const inside = open.at(-1);
    if (at >= text.length) {
      if (expected === 'nothing') return null;
      return fault(text.trim() === '' ? words.empty : words.cutOff);
    }
    const char = text[at]!;
    if (expected === 'nothing') return fault(words.after);
    if ("“”„‘’'".includes(char)) return fault(words.quotes);
    const mayEnd = expected === 'next' || expected === 'value-or-end' || expected === 'name-or-end';
    if (mayEnd && char === (inside === '{' ? '}' : ']')) {
      open.pop();
      at += 1;
      expected = open.length > 0 ? 'next' : 'nothing';
    } else if (expected === 'next') {
      if (char !== ',') return fault(inside === '{' ? words.nextInObject : words.nextInList);
      at += 1;
      afterComma = true;
      expected = inside === '{' ? 'name' : 'value';
      continue;
    } else if (expected === 'colon') {
      if (char !== ':') return fault(words.colon);
      at += 1;
      expected = 'value';
    } else if (char === '"') {
      const end = endOfText(text, at);
      if ('wrong' in end) return fault(words[end.wrong], end.at);
      at = end.at;
      expected = expected === 'name' || expected === 'name-or-end' ? 'colon' : inside ? 'next' : 'nothing';
    } else if (afterComma && (char === '}' || char === ']')) {
      return fault(words.spareComma);
    } else if (expected === 'name' || expected === 'name-or-end') {
      return fault(words.name);
    } else if (char === '{' || char === '[') {
      open.push(char);
      at += 1;
      expected = char === '{' ? 'name-or-end' : 'value-or-end';
    } else {
      literal.lastIndex = at;
      const end = at + (literal.exec(text)?.[0].length ?? 0);
      // A number that goes on, such as 01 or 1.x, is told where it begins.
      if (end === at || /[\w.+-]/.test(text[end] ?? '')) return fault(/[-\d]/.test(char) ? words.number : words.value);
      at = end;
      expected = inside ? 'next' : 'nothing';
    }
    afterComma = false;
  }
}

function endOfText(
  text: string,
  from: number,
): { at: number } | { at: number; wrong: 'openText' | 'lineInText' | 'escape' } {
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text[at]!;
    if (char === '"') return { at: at + 1 };
    if (char < ' ') return { at, wrong: 'lineInText' };
    if (char !== '\\') continue;
    const next = text[at + 1] ?? '';
    if (next === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6))) at += 5;
    else if (next !== '' && '"\\/bfnrt'.includes(next)) at += 1;
    else return { at, wrong: 'escape' };
  }
  return { at: from, wrong: 'openText' };
}

/** Line and column of a place in a text, and what stands there. */
export function placeOf(text: string, at: number): Pick<JsonFault, 'line' | 'column' | 'found'> {
  const lines = text.slice(0, at).split(/\r\n|\n|\r/);
  const rest = /^[^\r\n]*/.exec(text.slice(at, at + 4 * longestFound))?.[0] ?? '';
  const found = Array.from(rest).slice(0, longestFound).join('');
  return {
    line: lines.length,
    column: Array.from(lines.at(-1)!).length + 1,
    found: at >= text.length ? null : found,
  };
}
