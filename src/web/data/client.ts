import { z } from 'zod';
import { createClient, ProblemError } from '../../contracts/http/client';
import { learnStationTime } from '../clock';

// The page's security policy forbids compiled validators, and trying one is reported as a violation.
z.config({ jitless: true });

/** The service that this page came from. */
export const client = createClient({
  baseUrl: '',
  fetch: async (input, init) => {
    const answer = await fetch(input, init);
    learnStationTime(answer.headers.get('date'));
    return answer;
  },
});

/** Whether an error is the service's refusal with this code. */
export function isFault(error: unknown, code: string): error is ProblemError {
  return error instanceof ProblemError && error.problem.code === code;
}
