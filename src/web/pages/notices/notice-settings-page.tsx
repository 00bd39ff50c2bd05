import { type FormEvent, useState } from 'react';
import { type NoticeSettingsView, noticeKinds, notificationsRoutes } from '../../../contracts/http/notifications';
import { useWords } from '../../app/language';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Choice, TextField, Tick } from '../../ui/field';
import { Card, Page } from '../../ui/page';
import { Answer, ProblemNote } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { noticeKindWords, noticeSettingsWords } from '../../words/notices';

/** In which language and by which ways one is told. */
export default function NoticeSettingsPage() {
  const words = useWords(noticeSettingsWords);
  const answer = useRoute(notificationsRoutes.settings, {}, { staleMs: Infinity });
  return (
    <Page title={words.title} lead={words.lead} back="/notices" width="narrow">
      <Answer of={answer}>{(settings) => <Settings settings={settings} />}</Answer>
    </Page>
  );
}

function Settings({ settings: { channels, subscriptions: _, ...stored } }: { settings: NoticeSettingsView }) {
  const words = useWords(noticeSettingsWords);
  const kinds = useWords(noticeKindWords);
  const { tell } = useToasts();
  const save = useChange(notificationsRoutes.setSettings);
  const [chosen, setChosen] = useState(stored);
  const { language, email, mail, push, inboxOnly } = chosen;
  const change = (part: Partial<typeof chosen>): void => setChosen({ ...chosen, ...part });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate({ body: chosen }, { onSuccess: () => tell(words.saved) });
  };
  const addressMissing = mail && !email;
  return (
    <form className="stack" onSubmit={submit}>
      <Card>
        <Choice
          label={words.language}
          value={language}
          options={[
            { value: 'vi', label: words.vietnamese },
            { value: 'en', label: words.english },
          ]}
          onChange={(next) => change({ language: next })}
        />
        <TextField
          label={words.email}
          optional={mail ? undefined : words.optional}
          error={addressMissing ? words.mailNeedsAddress : null}
          type="email"
          autoComplete="email"
          maxLength={254}
          value={email ?? ''}
          onChange={(event) => change({ email: event.target.value.trim() || null })}
        />
        <fieldset className="field">
          <legend>{words.ways}</legend>
          <Tick label={words.mail} checked={mail} onChange={() => change({ mail: !mail })} />
          {!channels.includes('mail') && <p className="quiet small">{words.noMail}</p>}
          <Tick label={words.push} checked={push} onChange={() => change({ push: !push })} />
          {!channels.includes('push') && <p className="quiet small">{words.noPush}</p>}
        </fieldset>
      </Card>
      {(mail || push) && (
        <Card>
          <fieldset className="field">
            <legend>{words.inboxOnly}</legend>
            {noticeKinds.map((kind) => {
              const quiet = inboxOnly.includes(kind);
              const others = inboxOnly.filter((one) => one !== kind);
              return (
                <Tick
                  key={kind}
                  label={kinds[kind]}
                  checked={!quiet}
                  onChange={() => change({ inboxOnly: quiet ? others : [...others, kind] })}
                />
              );
            })}
          </fieldset>
        </Card>
      )}
      {save.isError && <ProblemNote error={save.error} />}
      <div>
        <Button type="submit" look="primary" busy={save.isPending} disabled={addressMissing}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}
