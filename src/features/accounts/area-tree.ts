/** What accounts must know of areas; the composition root binds it to features/areas. */
export interface AreaTree {
  /** Code of the area that is above all others. */
  rootCode(): string;
  /** The area itself and every area above it, in any order; null when there is no such area. */
  ancestorsOf(code: string): Promise<readonly string[] | null>;
}

export const AREA_TREE = Symbol('AreaTree');
