import type { CampaignView, NewCampaign } from '../../../contracts/http/campaigns';
import { addDays, type LocalDate } from '../../../domain/time/local-date';

export interface ContentDraft {
  id?: string | undefined;
  text: string;
  topicCodes: string[];
}
export interface TargetDraft {
  id?: string | undefined;
  topicCode: string;
  areaCode: string | null;
  per: 'phase' | 'week';
  minutes: string;
  airings: string;
}
export interface PhaseDraft {
  id?: string | undefined;
  title: string;
  fromDate: string;
  toDate: string;
  contents: ContentDraft[];
  targets: TargetDraft[];
}
/** A campaign as it stands in the form: numbers as typed. */
export interface CampaignDraft {
  title: string;
  areaCodes: string[];
  phases: PhaseDraft[];
}

const usualDays = 29;

export const newContent = (): ContentDraft => ({ text: '', topicCodes: [] });
export const newTarget = (): TargetDraft => ({
  ...{ topicCode: '', areaCode: null, per: 'week' as const, minutes: '', airings: '' },
});

/** A phase that begins the day after the one before it. */
export function newPhase(today: LocalDate, former: PhaseDraft | undefined): PhaseDraft {
  const fromDate = former?.toDate ? addDays(former.toDate, 1) : today;
  return { title: '', fromDate, toDate: addDays(fromDate, usualDays), contents: [newContent()], targets: [] };
}

export const draftOf = ({ title, areaCodes, phases }: CampaignView): CampaignDraft => ({
  title,
  areaCodes,
  phases: phases.map((phase) => ({
    ...phase,
    targets: phase.targets.map(({ topicCode, minutes, airings, ...target }) => ({
      ...target,
      topicCode: topicCode ?? '',
      minutes: minutes === null ? '' : String(minutes),
      airings: airings === null ? '' : String(airings),
    })),
  })),
});

const amount = (typed: string): number | null => (/^[1-9]\d*$/.test(typed.trim()) ? Number(typed) : null);

/** As the service takes it; null while something is missing. Contents without words and targets without a figure are left out. */
export function campaignOf({ title, areaCodes, phases }: CampaignDraft): NewCampaign | null {
  const whole = phases.map(({ contents, targets, ...phase }) => ({
    ...phase,
    title: phase.title.trim(),
    contents: contents
      .filter(({ text }) => text.trim() !== '')
      .map((content) => ({ ...content, text: content.text.trim() })),
    targets: targets
      .map(({ topicCode, minutes, airings, ...target }) => ({
        ...target,
        ...{ topicCode: topicCode || null, minutes: amount(minutes), airings: amount(airings) },
      }))
      .filter(({ minutes, airings }) => minutes !== null || airings !== null),
  }));
  const complete = whole.every(
    ({ fromDate, toDate, contents }) => fromDate !== '' && fromDate <= toDate && contents.length > 0,
  );
  if (title.trim() === '' || areaCodes.length === 0 || whole.length === 0 || !complete) return null;
  return { title: title.trim(), areaCodes, phases: whole };
}
