import { type ReactNode, useState } from 'react';
import type { LucideIcon } from 'lucide-react';
import { Button, type ButtonLook } from './button';
import { Dialog } from './dialog';
import { useToasts } from './toast';

interface Asking {
  label: string;
  /** What it is about, for who cannot see the button's place. */
  about?: string;
  icon: LucideIcon;
  look?: ButtonLook;
  small?: boolean;
  title: string;
  /** How the answer in the dialog looks. */
  answer: { look: ButtonLook; wide?: boolean; icon?: LucideIcon; disabled?: boolean };
  act: () => Promise<unknown>;
  /** Told when it is done. */
  said?: string;
  children: ReactNode;
}

/** A button that asks once more, in a dialog, before it does what it says; `children` is the question. */
export function AskingButton({ label, about, icon, look, small, title, answer, act, said, children }: Asking) {
  const { tell, tellProblem } = useToasts();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const go = (): void => {
    setBusy(true);
    // What is done often takes the button away with it: only the promise outlives it.
    void act()
      .then(() => {
        setOpen(false);
        if (said !== undefined) tell(said);
      }, tellProblem)
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button
        small={small}
        look={look}
        icon={icon}
        onClick={() => setOpen(true)}
        aria-label={about === undefined ? undefined : `${label}: ${about}`}
      >
        {label}
      </Button>
      <Dialog
        title={title}
        open={open}
        onClose={() => setOpen(false)}
        footer={
          <Button {...answer} busy={busy} onClick={go}>
            {label}
          </Button>
        }
      >
        {children}
      </Dialog>
    </>
  );
}
