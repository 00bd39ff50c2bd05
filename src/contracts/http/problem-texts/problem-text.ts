import type { FaultCode, FaultData } from '../../../domain/fault-codes';

/** What one error says: HTTP status, and in each language what is wrong (title) and what to do (detail). */
export interface ProblemText<C extends FaultCode> {
  status: number;
  title: { vi: string; en: string };
  detail: { vi: (data: FaultData[C]) => string; en: (data: FaultData[C]) => string };
}

export type ProblemTexts = { [C in FaultCode]: ProblemText<C> };
