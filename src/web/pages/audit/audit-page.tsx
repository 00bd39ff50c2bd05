import { ScrollText } from 'lucide-react';
import type { FormEvent } from 'react';
import { auditRoutes, type AuditRowView } from '../../../contracts/http/audit';
import { isLocalDate } from '../../../domain/time/local-date';
import { spanOfLocalDate } from '../../../domain/time/wall-clock';
import { useLanguage, useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/field';
import { Page } from '../../ui/page';
import { Paging } from '../../ui/paging';
import { Answer, Empty } from '../../ui/states';
import { Moment } from '../../ui/time';
import { auditWords } from '../../words/audit';
import { auditActionText, auditThingText } from '../../words/audit-actions';
import '../operator/lists.css';
import { PlaceBar } from '../operator/place-bar';
import { usePlace } from '../operator/use-place';
import './audit.css';

const filters = ['actor', 'action', 'from', 'to'] as const;

/** Who did what, newest first, to the things of the areas one reviews or administers (X5). */
export default function AuditPage() {
  const words = useWords(auditWords);
  const place = usePlace('audit.read');
  const { code, zone, param, set } = place;
  const day = (name: 'from' | 'to') => (isLocalDate(param(name)) ? spanOfLocalDate(zone, param(name)) : undefined);
  const before = param('after');
  const query = {
    area: code,
    ...(param('actor') ? { actor: param('actor') } : {}),
    ...(param('action') ? { action: param('action') } : {}),
    ...(param('entityId') ? { entityId: param('entityId') } : {}),
    from: day('from')?.startAt,
    to: day('to')?.endAt,
    ...(before ? { before } : {}),
  };
  const answer = useRoute(auditRoutes.list, { query }, { keepFormer: true });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const said = (name: string): string => {
      const value = given.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    set(Object.fromEntries(filters.map((name) => [name, said(name)])));
  };
  return (
    <Page title={words.title} lead={words.lead}>
      <PlaceBar place={place} />
      <form className="audit-filters" role="search" onSubmit={submit} key={filters.map(param).join(' ')}>
        <TextField
          label={words.actor}
          hint={words.actorHint}
          name="actor"
          maxLength={64}
          defaultValue={param('actor')}
        />
        <TextField
          label={words.action}
          hint={words.actionHint}
          name="action"
          maxLength={64}
          defaultValue={param('action')}
        />
        <TextField label={words.from} type="date" name="from" defaultValue={param('from')} />
        <TextField label={words.to} type="date" name="to" defaultValue={param('to')} />
        <Button type="submit">{words.search}</Button>
      </form>
      <Answer of={answer} lines={6}>
        {({ rows, next }) => (
          <>
            {rows.length === 0 && (
              <Empty icon={ScrollText} title={words.none}>
                <p>{words.noneWhat}</p>
              </Empty>
            )}
            <ul className="list">
              {rows.map((row) => (
                <li key={row.id} className="list-line">
                  <AuditLine row={row} />
                </li>
              ))}
            </ul>
            <Paging newestFirst at={before} next={next} go={(after) => set({ after })} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function AuditLine({ row: { at, actor, action, entity, entityId, before, after } }: { row: AuditRowView }) {
  const words = useWords(auditWords);
  const { language } = useLanguage();
  const said = auditActionText(action, language);
  const sides = [
    [words.before, before],
    [words.after, after],
  ] as const;
  return (
    <div className="list-what">
      <span>
        <strong>{actor.name}</strong> {said ?? <code>{action}</code>}
      </span>
      <span className="quiet small">
        <Moment at={at} />
        {said !== null && (
          <>
            {' · '}
            <code>{action}</code>
          </>
        )}{' '}
        · {auditThingText(entity, language)} {entityId}
      </span>
      {(before !== null || after !== null) && (
        <details className="audit-change">
          <summary>{words.changes}</summary>
          {sides.map(
            ([label, value]) =>
              value !== null &&
              value !== undefined && (
                <div key={label}>
                  <span className="quiet small">{label}</span>
                  <pre tabIndex={0}>{JSON.stringify(value, null, 1)}</pre>
                </div>
              ),
          )}
        </details>
      )}
    </div>
  );
}
