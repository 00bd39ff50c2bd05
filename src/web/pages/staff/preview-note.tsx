import { ProblemError } from '../../../contracts/http/client';
import { queueRoutes } from '../../../contracts/http/queue';
import { useLanguage, useWords } from '../../app/language';
import type { Draft } from '../../data/drafts';
import { useRoute } from '../../data/use-route';
import { Answer } from '../../ui/states';
import { sendWords } from '../../words/send';

const unknownLengthMs = 60_000;

/** The session it would make and its deadline, as the planner answers, before sending. */
export function PreviewNote({ draft }: { draft: Draft }) {
  const words = useWords(sendWords);
  const { language } = useLanguage();
  const preview = useRoute(
    queueRoutes.preview,
    {
      params: { code: draft.areaCode },
      body: {
        ...(draft.zones.length > 0 ? { areaCodes: draft.zones } : {}),
        priority: draft.priority,
        request: {
          days: { kind: 'until', from: null, until: draft.until },
          preferredSlotIds: [],
          readings: draft.readings,
        },
        durationMs: draft.recording?.durationMs || unknownLengthMs,
      },
    },
    { enabled: draft.recording !== null, keepFormer: true },
  );
  if (!draft.recording) return <p className="quiet">{words.previewWaits}</p>;
  if (preview.isError && !(preview.error instanceof ProblemError))
    return <p className="quiet">{words.previewOffline}</p>;
  return (
    <Answer of={preview} lines={1}>
      {({ areas }) => (
        <ul className="stack-tight">
          {areas.map((area) => (
            <li key={area.areaCode}>{area.text[language]}</li>
          ))}
        </ul>
      )}
    </Answer>
  );
}
