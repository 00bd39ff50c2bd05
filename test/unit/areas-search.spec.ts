import type { Area } from '../../src/features/areas';
import { areaNameSearch } from '../../src/features/areas/area';
import { AreaSearch } from '../../src/features/areas/area-search';
import { AreaTree } from '../../src/features/areas/area-tree';

function area(
  code: string,
  level: Area['level'],
  name: string,
  parentCode: string | null,
  more: Partial<Area> = {},
): Area {
  return {
    code,
    level,
    name,
    nameSearch: areaNameSearch(name),
    parentCode,
    validFrom: null,
    validTo: null,
    countsEmbedded: null,
    timeZone: null,
    languages: null,
    ...more,
  };
}

const tree = new AreaTree({
  areas: [
    area('VN', 'nation', 'Việt Nam', null),
    area('51', 'province', 'Tỉnh Quảng Ngãi', 'VN', { timeZone: 'Asia/Bangkok' }),
    area('52', 'province', 'Tỉnh Gia Lai', 'VN'),
    area('62', 'province', 'Tỉnh Kon Tum', 'VN', { validTo: '2025-06-30' }),
    area('62.618', 'district', "Huyện Ia H' Drai", '62', { validTo: '2025-06-30' }),
    area('23535', 'commune', 'Xã Ia Đal', '51', { validFrom: '2025-07-01', countsEmbedded: true }),
    area('23538', 'commune', 'Xã Ia Tơi', '51', { validFrom: '2025-07-01' }),
    area('23537', 'commune', 'Xã Ia Dom', '62.618', { validTo: '2025-06-30' }),
    area('23872', 'commune', 'Xã Ia Dom', '52', { validFrom: '2025-07-01' }),
    area('23900', 'commune', 'Xã Thất Lạc', '62.618', { validTo: '2025-06-30' }),
    area('26887', 'commune', 'Phường 05', '52'),
    area('23538.1', 'zone', 'Thôn 1', '23538'),
    area('23538.2', 'zone', 'Thôn Ia Dơr', '23538'),
    area('23538.10', 'zone', 'Thôn 10', '23538'),
    area('23538.3', 'zone', 'Thôn 3', '23538', { validTo: '2026-01-01' }),
  ],
  formerStates: [
    {
      code: '23535',
      name: 'Xã Ia Đal',
      nameSearch: 'xa ia dal',
      parentCode: '62.618',
      validFrom: null,
      validTo: '2025-06-30',
    },
  ],
  successors: [
    link('23537', '23538', 'Xã Ia Dom'),
    link('23535', '23535', 'Xã Ia Đal'),
    link(null, '23538', 'Xã Vô Danh'),
  ],
});

function link(oldCode: string | null, newCode: string, oldName: string) {
  const place = { oldDistrict: "Huyện Ia H' Drai", oldProvince: 'Tỉnh Kon Tum' };
  return { id: `${oldCode}>${newCode}`, oldCode, newCode, oldName, oldNameSearch: areaNameSearch(oldName), ...place };
}

const search = new AreaSearch(tree);
const codes = (text: string, options: { under?: string; level?: Area['level']; limit?: number } = {}): string[] =>
  search.find(text, { limit: 20, ...options }).map((hit) => hit.area.code);

describe('finding areas (B8)', () => {
  it.each([
    ['without marks', 'ia toi', '23538'],
    ['in capitals with marks', 'XÃ IA TƠI', '23538'],
    ['by its beginning', 'ia to', '23538'],
    ['by words', 'toi', '23538'],
    ['without spaces', 'iatoi', '23538'],
    ['by code', '23538', '23538'],
    ['by a number without its zero', 'phường 5', '26887'],
    ['with the name of the place', 'toi quang ngai', '23538'],
    ['a zone', 'thon ia dor', '23538.2'],
    ['by an old name without a code', 'xa vo danh', '23538'],
  ])('%s', (_, text, first) => {
    expect(codes(text)[0]).toBe(first);
  });

  it('shows both places called Ia Dom: the one that is, and the one that went into Ia Tơi', () => {
    expect(search.find('ia dom', { limit: 5 })).toMatchObject([
      { area: { code: '23872' }, path: [{ name: 'Tỉnh Gia Lai' }], formerly: null },
      {
        area: { code: '23538' },
        path: [{ name: 'Tỉnh Quảng Ngãi' }],
        formerly: { name: 'Xã Ia Dom', place: "Huyện Ia H' Drai, Tỉnh Kon Tum" },
      },
    ]);
    expect(codes('ia dom', { under: '51' })).toEqual(['23538']);
  });

  it('an ended district leads to the communes of today, an ended province to the province', () => {
    expect(codes("ia h'drai").sort()).toEqual(['23535', '23538']);
    expect(codes('kon tum', { level: 'province' })).toEqual(['51']);
  });

  it('an ended commune without a recorded successor stands for itself, with the path it had', () => {
    expect(search.find('that lac', { limit: 5 })).toMatchObject([
      {
        area: { code: '23900', validTo: '2025-06-30' },
        path: [{ name: "Huyện Ia H' Drai" }, { name: 'Tỉnh Kon Tum' }],
      },
    ]);
  });

  it('ranks the whole name before its beginning before its words, and keeps to the limit', () => {
    expect(codes('ia')).toEqual(expect.arrayContaining(['23535', '23538', '23872', '23538.2']));
    expect(codes('ia').at(-1)).toBe('23538.2');
    expect(codes('ia', { limit: 2 })).toHaveLength(2);
    expect(codes('  ...  ')).toEqual([]);
    expect(codes('khong co')).toEqual([]);
  });
});

describe('the tree', () => {
  it('gives the path up to the nation, and nothing for an unknown code', () => {
    expect(tree.ancestorsOf('23538.1')).toEqual(['23538.1', '23538', '51', 'VN']);
    expect(tree.ancestorsOf('VN')).toEqual(['VN']);
    expect(tree.ancestorsOf('0')).toEqual([]);
  });

  it('lists what is in force below, zones by number', () => {
    expect(tree.communesUnder('51').map(({ code }) => code)).toEqual(['23535', '23538']);
    expect(tree.communesUnder('23538').map(({ code }) => code)).toEqual(['23538']);
    expect(tree.communesUnder('23538.1').map(({ code }) => code)).toEqual(['23538']);
    expect(tree.communesUnder('62.618')).toEqual([]);
    expect(tree.communesUnder('0')).toEqual([]);
    expect(tree.descendantsOf('VN', 'zone').map(({ code }) => code)).toHaveLength(3);
    expect(tree.zonesOf('23538').map(({ code }) => code)).toEqual(['23538.1', '23538.2', '23538.10']);
  });

  it('settings come from the nearest area that says something (L5, T1)', () => {
    expect(tree.settingsOf('23535')).toEqual({ countsEmbedded: true, timeZone: 'Asia/Bangkok', languages: null });
    expect(tree.settingsOf('23538.1')).toEqual({ countsEmbedded: false, timeZone: 'Asia/Bangkok', languages: null });
    expect(tree.settingsOf('23872')).toEqual({ countsEmbedded: false, timeZone: 'Asia/Ho_Chi_Minh', languages: null });
    expect(() => tree.settingsOf('0')).toThrow('AREA_UNKNOWN');
  });
});
