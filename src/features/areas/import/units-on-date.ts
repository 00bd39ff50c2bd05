import { tidyName } from '../../../domain/text/fold';
import type { AreaStep, AreaTree } from '../area-tree';

export interface CommuneOnDate {
  code: string;
  name: string;
  /** From its parent up to the province. */
  path: AreaStep[];
  province: AreaStep;
}

/** The communes and provinces that existed on one local date, by code and by name. */
export class UnitsOnDate {
  readonly communes: CommuneOnDate[] = [];
  private readonly byCode = new Map<string, CommuneOnDate>();
  private readonly byNames = new Map<string, string[]>();
  private readonly provinces = new Map<string, string>();

  constructor(tree: AreaTree, date: string) {
    for (const { code, level } of tree.records.areas) {
      const state = tree.stateOn(code, date);
      if (!state) continue;
      if (level === 'province') this.provinces.set(bareProvince(state.name), code);
      const path = level === 'commune' ? tree.pathOn(code, date) : [];
      const province = path.at(-1);
      if (!province) continue;
      const commune = { code, name: state.name, path, province };
      this.communes.push(commune);
      this.byCode.set(code, commune);
      const key = namesKey(
        commune.name,
        path.map(({ name }) => name),
      );
      this.byNames.set(key, [...(this.byNames.get(key) ?? []), code]);
    }
  }

  get isEmpty(): boolean {
    return this.communes.length === 0;
  }

  commune(code: string): CommuneOnDate | undefined {
    return this.byCode.get(code);
  }

  /** The province of a name, with or without the word for its kind. */
  provinceNamed(name: string): string | undefined {
    return this.provinces.get(bareProvince(name));
  }

  /** The one commune of these names (its own, then those above it), null when there is none or more than one. */
  onlyOne(name: string, above: string[]): string | null {
    const codes = this.byNames.get(namesKey(name, above)) ?? [];
    return codes.length === 1 ? (codes[0] ?? null) : null;
  }
}

const bareProvince = (name: string): string => tidyName(name).replace(/^(Tỉnh|Thành phố) /, '');

function namesKey(name: string, above: string[]): string {
  return [name, ...above.slice(0, -1)].map(tidyName).join('|') + `|${bareProvince(above.at(-1) ?? '')}`;
}
