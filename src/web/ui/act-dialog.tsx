import type { ReactNode } from 'react';
import { useWords } from '../app/language';
import { shellWords } from '../words/shell';
import { Button, type ButtonLook } from './button';
import { Dialog } from './dialog';
import { ProblemNote } from './states';

interface Act {
  title: string;
  /** What the button that does it says. */
  confirm: string;
  look?: ButtonLook;
  /** What it does; or the id of the form within, which the button then sends. */
  act: (() => void) | { form: string };
  state: { isPending: boolean; error?: unknown };
  disabled?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog with one thing to do and a way out of it; what went wrong stands below. */
export function ActDialog({ title, confirm, look = 'primary', act, state, disabled, onClose, children }: Act) {
  const words = useWords(shellWords);
  const does = typeof act === 'function' ? { onClick: act } : ({ type: 'submit', form: act.form } as const);
  return (
    <Dialog
      title={title}
      open
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look={look} {...does} busy={state.isPending} disabled={disabled}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
      {state.error ? <ProblemNote error={state.error} /> : null}
    </Dialog>
  );
}
