import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { accountsRoutes } from '../../../contracts/http/accounts';
import { Brand } from '../../app/brand';
import { useWords } from '../../app/language';
import { LanguageSwitch } from '../../app/shell';
import { client, isFault } from '../../data/client';
import { forgetKept } from '../../data/kept';
import { forgetAnswers, meKey } from '../../data/query-client';
import { allWaiting } from '../../outbox/waiting';
import { Button } from '../../ui/button';
import { TextField, Tick } from '../../ui/field';
import { Note, ProblemNote } from '../../ui/states';
import { logInWords, shellWords } from '../../words/shell';

/** Name and password. `ended`: a session was open until a moment ago. */
export function LogInPage({ ended }: { ended: boolean }) {
  const words = useWords(logInWords);
  const shell = useWords(shellWords);
  const queries = useQueryClient();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [waits, setWaits] = useState(0);
  useEffect(() => {
    forgetAnswers(queries);
    void forgetKept();
    void allWaiting().then((all) => setWaits(all.filter((row) => row.step !== 'refused').length));
  }, [queries]);
  useEffect(() => {
    document.title = `${words.title} · Loa`;
  }, [words]);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await client.call(accountsRoutes.logIn, { body: { username, password, ...(code === null ? {} : { code }) } });
      await queries.refetchQueries({ queryKey: meKey });
    } catch (refusal) {
      // The first time it is no error: the field for the code appears.
      if (code === null && isFault(refusal, 'SECOND_FACTOR_NEEDED')) setCode('');
      else setError(refusal);
      setBusy(false);
    }
  };

  return (
    <main className="log-in">
      <div className="log-in-card">
        <div className="log-in-brand">
          <Brand size={52} />
          <div>
            <strong>{shell.loa}</strong>
            <span>{shell.tagline}</span>
          </div>
        </div>
        <h1>{words.title}</h1>
        {ended && <Note>{shell.ended}</Note>}
        {waits > 0 && <Note tone="warn">{words.waits(waits)}</Note>}
        <form onSubmit={(event) => void submit(event)}>
          <TextField
            label={words.username}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
          <TextField
            label={words.password}
            name="password"
            type={shown ? 'text' : 'password'}
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          <Tick label={words.show} checked={shown} onChange={(event) => setShown(event.target.checked)} />
          {code !== null && (
            <TextField
              label={words.code}
              hint={words.codeHint}
              name="code"
              autoComplete="one-time-code"
              inputMode="numeric"
              autoFocus
              required
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
          {error !== null && <ProblemNote error={error} />}
          <Button type="submit" look="primary" wide busy={busy}>
            {words.submit}
          </Button>
        </form>
        <p className="log-in-help">{words.help}</p>
      </div>
      <LanguageSwitch />
    </main>
  );
}
