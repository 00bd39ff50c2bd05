import type { FaultCode, FaultData } from './fault-codes';

/** An error with a stable code and typed data; the rim turns it into words in the user's language. */
export class Fault<C extends FaultCode = FaultCode> extends Error {
  constructor(
    readonly code: C,
    readonly data: FaultData[C],
    options?: { cause?: unknown },
  ) {
    super(`${code} ${JSON.stringify(data)}`, options);
    this.name = 'Fault';
  }
}

/** True for a Fault, of the given code if one is named. */
export function isFault<C extends FaultCode>(error: unknown, code?: C): error is Fault<C> {
  return error instanceof Fault && (code === undefined || error.code === code);
}
