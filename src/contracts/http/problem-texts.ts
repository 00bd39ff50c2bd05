import { accountTexts } from './problem-texts/accounts';
import { areaTexts } from './problem-texts/areas';
import { backupTexts } from './problem-texts/backup';
import { bulletinTexts } from './problem-texts/bulletins';
import { deviceTexts } from './problem-texts/devices';
import type { ProblemTexts } from './problem-texts/problem-text';
import { reportTexts } from './problem-texts/reports';
import { requestTexts } from './problem-texts/request';
import { scheduleTexts } from './problem-texts/schedule';

export type { ProblemText } from './problem-texts/problem-text';

/** Complete by type: a code without its text does not compile. Vietnamese comes first (docs/design.md). */
export const problemTexts: ProblemTexts = {
  ...requestTexts,
  ...accountTexts,
  ...areaTexts,
  ...bulletinTexts,
  ...scheduleTexts,
  ...deviceTexts,
  ...reportTexts,
  ...backupTexts,
};
