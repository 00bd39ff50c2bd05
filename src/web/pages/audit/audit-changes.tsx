import { useState } from 'react';
import { areasRoutes } from '../../../contracts/http/areas';
import { useLanguage, useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { dateText, lengthText, momentText } from '../../ui/time';
import { auditFieldText } from '../../words/audit-fields';
import { auditWords } from '../../words/audit';
import type { Place } from '../operator/use-place';
import { useTopicName } from '../staff/topic-field';
import { type Change, changesOf, isNothing } from './changes';
import { type Telling, valueText } from './value-text';

/** More are shown when asked for. */
const atFirst = 8;
const foldedFrom = 120;
/** Such as digests, which nobody reads at a glance. */
const unbrokenWord = /\S{40}/;

interface Sides {
  before: unknown;
  after: unknown;
}

/** What a change was: field, before, after; one column less where there was nothing before, or is nothing left. */
export function AuditChanges({ place, people, before, after }: Sides & { place: Place; people: Map<string, string> }) {
  const words = useWords(auditWords);
  const { language } = useLanguage();
  const telling = useTelling(place, people);
  const [all, setAll] = useState(false);
  const changes = changesOf(before, after);
  if (changes.length === 0) return <p className="quiet">{words.noDetails}</p>;
  const sides = (['before', 'after'] as const).filter((side) => !isNothing({ before, after }[side]));
  const shown = all ? changes : changes.slice(0, atFirst);
  return (
    <>
      <div role="table" aria-label={words.changes} className={`audit-table audit-sides-${sides.length}`}>
        <div role="row" className="audit-head">
          <span role="columnheader">{words.field}</span>
          {sides.map((side) => (
            <span key={side} role="columnheader">
              {words[side]}
            </span>
          ))}
        </div>
        {shown.map((change) => (
          <div key={change.path.join('.')} role="row">
            <span role="rowheader">{change.path.map((field) => auditFieldText(field, language)).join(' › ')}</span>
            {sides.map((side) => (
              <div key={side} role="cell" className={`audit-${side}`}>
                <span className="audit-side" aria-hidden>
                  {words[side]}
                </span>
                <Value text={textOf(change, side, telling)} nothing={isNothing(change[side])} />
              </div>
            ))}
          </div>
        ))}
      </div>
      {shown.length < changes.length && (
        <Button look="quiet" onClick={() => setAll(true)}>
          {words.showAll(changes.length)}
        </Button>
      )}
    </>
  );
}

/** The last name of the path that is no number says what kind of value it is. */
function textOf({ path, ...of }: Change, side: 'before' | 'after', telling: Telling): string {
  return valueText(path.findLast((field) => !/^\d+$/.test(field)) ?? '', of[side], telling);
}

function Value({ text, nothing }: { text: string; nothing: boolean }) {
  if (nothing) return <span className="quiet">{text}</span>;
  if (text.length < foldedFrom && !unbrokenWord.test(text)) return <span>{text}</span>;
  return (
    <details className="audit-fold">
      <summary>{text.slice(0, unbrokenWord.test(text) ? 12 : 60).trimEnd()}…</summary>
      {text}
    </details>
  );
}

/** Areas around the page's place, the topics, and who did something on this page: what is at hand, or one cached answer away. */
function useTelling({ code, area, zone }: Place, people: Map<string, string>): Telling {
  const words = useWords(auditWords);
  const { language } = useLanguage();
  const topicName = useTopicName();
  const below = useRoute(areasRoutes.children, { params: { code } }, { staleMs: 300_000 }).data?.areas ?? [];
  const areas = new Map([...below, ...(area ? [area.area, ...area.path] : [])].map((one) => [one.code, one.name]));
  const named = {
    area: (id: string) => areas.get(id),
    topic: topicName,
    person: (id: string) => people.get(id),
  };
  return {
    ...{ language, words },
    times: {
      moment: (at) => momentText(at, language, zone),
      date: (localDate) => dateText(localDate, language, zone),
      length: lengthText,
    },
    nameOf: (kind, id) => named[kind](id) ?? null,
  };
}
