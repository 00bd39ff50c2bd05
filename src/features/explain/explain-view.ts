import { factText, soundingText, verdictTexts } from '../../contracts/http/explain-texts';
import type { ExplanationView } from '../../contracts/http/explain';
import type { ExplainService } from './explain.service';

/** The answer in data and in both languages, as people and programs get it. */
export async function explanationOf(
  service: ExplainService,
  {
    areaCode,
    local,
    bulletinId,
    deviceId,
  }: { areaCode: string; local: string; bulletinId?: string | undefined; deviceId?: string | undefined },
): Promise<ExplanationView> {
  const { at, zone } = service.momentOf(areaCode, local);
  const why = bulletinId === undefined ? null : await service.why(areaCode, bulletinId, at);
  const heard = await service.heard(areaCode, at, deviceId);
  return {
    areaCode,
    at,
    bulletin: why && {
      ...{ verdict: why.verdict, text: verdictTexts[why.verdict], sessionAt: why.sessionAt },
      facts: why.facts.map((fact) => ({ ...fact, text: factText(fact, zone) })),
    },
    heard: heard.map(({ awaited, alarmed, ...one }) => ({
      ...one,
      text: soundingText(one.sounding, { ...one, awaited, alarmed }),
    })),
  };
}
