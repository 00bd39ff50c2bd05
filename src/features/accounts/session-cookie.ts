/** Name of the cookie that carries a browser's session. */
export const sessionCookie = 'loa_session';

/** What the session needs of an Express response. */
export interface CookieResponse {
  cookie(name: string, value: string, options: CookieOptions): unknown;
  clearCookie(name: string, options: CookieOptions): unknown;
}

interface CookieOptions {
  httpOnly: boolean;
  sameSite: 'lax';
  secure: boolean;
  path: string;
  maxAge?: number;
}

/**
 * Scripts cannot read it and other sites' forms do not carry it; only over HTTPS where the station has it. Its life is a length, since
 * the browser's clock may be wrong.
 */
export function cookieOptions(secure: boolean, maxAgeMs?: number): CookieOptions {
  const life = maxAgeMs === undefined ? {} : { maxAge: maxAgeMs };
  return {
    httpOnly: true,
    sameSite: 'lax',
    secure,
    path: '/',
    ...life,
  };
}
