/** One more than the highest number ever given, ended zones counted. */
export function nextZoneCode(communeCode: string, taken: readonly string[]): string {
  const numbers = taken.map((code) => Number(code.slice(communeCode.length + 1))).filter(Number.isInteger);
  return `${communeCode}.${Math.max(0, ...numbers) + 1}`;
}

/** A zone's code begins with its commune's, so it can never be an official one. */
export function isZoneCodeOf(communeCode: string, code: string): boolean {
  return code.startsWith(`${communeCode}.`) && /^[A-Za-z0-9-]{1,20}$/.test(code.slice(communeCode.length + 1));
}
