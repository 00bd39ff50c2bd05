import fc from 'fast-check';
import { z } from 'zod';
import { bulletinsRoutes } from '../../src/contracts/http/bulletins';
import { mediaRoutes, remarkOf } from '../../src/contracts/http/media';
import { uploadRoutes } from '../../src/contracts/http/uploads';
import { isBinary, type Route } from '../../src/contracts/http/route';
import { refusalCodes, softCodes, warningCodes } from '../../src/domain/loudness/verdict-codes';
import { byteRange } from '../../src/features/media/byte-range';
import { readFields } from '../../src/features/media/upload/form-fields';

describe('a byte range', () => {
  it.each<[string | undefined, ReturnType<typeof byteRange>]>([
    [undefined, null],
    ['bytes=0-', { first: 0, last: 9 }],
    ['bytes=3-5', { first: 3, last: 5 }],
    ['bytes=3-300', { first: 3, last: 9 }],
    ['bytes=-4', { first: 6, last: 9 }],
    ['bytes=-400', { first: 0, last: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-3', null],
    ['bytes=-', null],
    ['bytes=0-1,3-4', null],
    ['lines=0-1', null],
  ])('of ten bytes: %s', (header, range) => expect(byteRange(header, 10)).toEqual(range));

  it('never leaves the file', () => {
    const number = fc.nat({ max: 30 });
    fc.assert(
      fc.property(number, fc.option(number), fc.option(number), (bytes, from, to) => {
        const range = byteRange(`bytes=${from ?? ''}-${to ?? ''}`, bytes);
        if (range === null || range === 'unsatisfiable') return;
        expect(0 <= range.first && range.first <= range.last && range.last < bytes).toBe(true);
      }),
    );
  });
});

describe('the fields of a form', () => {
  const schema = z.object({
    title: z.string(),
    count: z.int().optional(),
    areas: z.array(z.string()).optional(),
    until: z.int().nullish(),
  });

  it('stay text where text is wanted, and become values where they are not', () => {
    const fields = { title: '["Khẩn"]', count: '3', areas: '["1","2"]', until: 'null' };
    expect(readFields(schema, fields)).toEqual({ title: '["Khẩn"]', count: 3, areas: ['1', '2'], until: null });
  });

  it('that are neither stay as they are, for the schema to refuse', () => {
    expect(readFields(schema, { count: 'ba', other: '1' })).toEqual({ count: 'ba', other: '1' });
  });
});

describe('the contracts of recordings and bulletins', () => {
  const routes = [
    ...Object.values<Route>(mediaRoutes),
    ...Object.values<Route>(uploadRoutes),
    ...Object.values<Route>(bulletinsRoutes),
  ].map((route) => [route.id, route] as const);

  it.each(routes)('%s: the example is what it says', (_, route) => {
    for (const part of ['params', 'query', 'body'] as const) {
      if (route.example[part] !== undefined) route[part]!.parse(route.example[part]);
    }
    if (route.response && !isBinary(route.response)) route.response.parse(route.example.response);
  });

  it('B6: every code about a recording has words in both languages', () => {
    for (const code of [...refusalCodes, ...softCodes, ...warningCodes, 'processing-failed', 'similar-to']) {
      const { vi, en } = remarkOf(code);
      expect([vi, en]).not.toContain(code);
      expect(vi).not.toBe(en);
    }
  });
});
