import { ShieldCheck } from 'lucide-react';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { accountsRoutes } from '../../contracts/http/accounts';
import { client, isFault } from '../data/client';
import { useUser } from '../data/session';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { TextField } from '../ui/field';
import { ProblemNote } from '../ui/states';
import { secondStepWords } from '../words/second-step';
import { useWords } from './language';

interface SecondStep {
  /** Does it; where the service asks for the second step, asks the person and does it again. Rejects with what the service refused. */
  confirmed: <T>(action: () => Promise<T>) => Promise<T | undefined>;
  /** Stands somewhere on the page. */
  dialog: ReactNode;
}

/** X2: the password or a code before loudspeakers sound. The service decides when it is needed; a person who gives up gets undefined. */
export function useSecondStep(): SecondStep {
  const [ask, setAsk] = useState<{ done: (taken: boolean) => void } | null>(null);
  const confirmed = async <T,>(action: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await action();
    } catch (error) {
      if (!isFault(error, 'SECOND_STEP_NEEDED')) throw error;
    }
    const taken = await new Promise<boolean>((resolve) => setAsk({ done: resolve }));
    setAsk(null);
    return taken ? action() : undefined;
  };
  return { confirmed, dialog: ask && <ProofDialog onDone={ask.done} /> };
}

function ProofDialog({ onDone }: { onDone: (taken: boolean) => void }) {
  const words = useWords(secondStepWords);
  const { authenticator } = useUser();
  const form = useId();
  const [proof, setProof] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    const body = authenticator ? { code: proof } : { password: proof };
    client
      .call(accountsRoutes.takeSecondStep, { body })
      .then(() => onDone(true), setError)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={words.title}
      open
      onClose={() => onDone(false)}
      footer={
        <Button look="primary" wide type="submit" form={form} icon={ShieldCheck} busy={busy} disabled={!proof.trim()}>
          {words.go}
        </Button>
      }
    >
      <form id={form} className="stack" onSubmit={submit}>
        <p>{words.what}</p>
        <TextField
          label={authenticator ? words.code : words.password}
          type={authenticator ? 'text' : 'password'}
          inputMode={authenticator ? 'numeric' : undefined}
          autoComplete={authenticator ? 'one-time-code' : 'current-password'}
          autoFocus
          value={proof}
          onChange={(event) => setProof(event.target.value)}
        />
        {error !== null && <ProblemNote error={error} />}
      </form>
    </Dialog>
  );
}
