import { ScrollText } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type AuditActionGroup, auditActionGroups } from '../../../contracts/http/audit-actions';
import { auditRoutes, type AuditRowView } from '../../../contracts/http/audit';
import { isLocalDate } from '../../../domain/time/local-date';
import { spanOfLocalDate } from '../../../domain/time/wall-clock';
import { useLanguage, useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { SelectField, TextField } from '../../ui/field';
import { Card, Page } from '../../ui/page';
import { Paging } from '../../ui/paging';
import { Answer, Empty } from '../../ui/states';
import { Moment } from '../../ui/time';
import { auditWords } from '../../words/audit';
import { auditActionText, auditActionWords, auditGroupWords } from '../../words/audit-actions';
import { auditActorText, auditThingText } from '../../words/audit-things';
import '../operator/lists.css';
import { PlaceBar } from '../operator/place-bar';
import { type Place, usePlace } from '../operator/use-place';
import { AuditChanges } from './audit-changes';
import './audit.css';

const groups = Object.keys(auditActionGroups) as AuditActionGroup[];
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
  const people = new Map(
    (answer.data?.rows ?? []).flatMap(({ actor: { id, name } }) => (id === null ? [] : [[id, name]])),
  );
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
        <ActionField chosen={param('action')} />
        <TextField label={words.from} type="date" name="from" defaultValue={param('from')} />
        <TextField label={words.to} type="date" name="to" defaultValue={param('to')} />
        <Button type="submit">{words.search}</Button>
      </form>
      <Answer of={answer} lines={6}>
        {({ rows, next }) => (
          <>
            {rows.length === 0 && (
              <Card>
                <Empty icon={ScrollText} title={words.none}>
                  <p>{words.noneWhat}</p>
                </Empty>
              </Card>
            )}
            <ul className="list">
              {rows.map((row) => (
                <li key={row.id} className="list-line">
                  <AuditLine row={row} place={place} people={people} />
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

/** The actions in words, by what they concern; one of another release, come with a link, stays as it is. */
function ActionField({ chosen }: { chosen: string }) {
  const words = useWords(auditWords);
  const { language } = useLanguage();
  return (
    <SelectField label={words.action} name="action" defaultValue={chosen}>
      <option value="">{words.anyAction}</option>
      {chosen !== '' && auditActionText(chosen, language) === null && (
        <option value={chosen}>{`${words.otherAction}: ${chosen}`}</option>
      )}
      {groups.map((group) => (
        <optgroup key={group} label={auditGroupWords[group][language]}>
          {auditActionGroups[group].map((action) => (
            <option key={action} value={action}>
              {auditActionWords[action][language]}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  );
}

function AuditLine({ row, place, people }: { row: AuditRowView; place: Place; people: Map<string, string> }) {
  const { at, actor, action, entity, entityId, before, after } = row;
  const words = useWords(auditWords);
  const { language } = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <div className="list-what">
      <span>
        <strong>{auditActorText(actor, language)}</strong> ·{' '}
        {auditActionText(action, language) ?? <code>{action}</code>}
      </span>
      <span className="quiet small">
        <Moment at={at} zone={place.zone} /> · {auditThingText(entity, language)}{' '}
        {nameIn(after) ?? nameIn(before) ?? people.get(entityId) ?? entityId}
      </span>
      {(before !== null || after !== null) && (
        <details className="audit-change" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{words.changes}</summary>
          {open && <AuditChanges place={place} people={people} before={before} after={after} />}
        </details>
      )}
    </div>
  );
}

/** What a thing calls itself, where its row says it. */
function nameIn(said: unknown): string | null {
  if (typeof said !== 'object' || said === null) return null;
  const { title, name, displayName, item } = said as Record<string, unknown>;
  const found = [title, name, displayName].find((one): one is string => typeof one === 'string' && one !== '');
  return found ?? nameIn(item);
}
