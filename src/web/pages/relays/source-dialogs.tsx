import { useState } from 'react';
import { relayRoutes, type RelayView } from '../../../contracts/http/relays';
import { useLanguage, useWords } from '../../app/language';
import { useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ProblemNote } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { relaysWords } from '../../words/relays';
import { GainField } from './allow-source';
import { gainOf } from './gain';

interface SourceDialogProps {
  source: RelayView;
  onClose: () => void;
}

export function SourceGain({ source: { id, name, gainDb, measuredAt, revision }, onClose }: SourceDialogProps) {
  const words = useWords(relaysWords);
  const { language } = useLanguage();
  const { tell } = useToasts();
  const known = measuredAt === null ? '' : new Intl.NumberFormat(language).format(gainDb);
  const [gain, setGain] = useState(known);
  const set = useChange(relayRoutes.setRelayGain, { refresh: ['relays', 'queue', 'schedule'] });
  const wanted = gainOf(gain);
  const send = (): void => {
    if (wanted === null) return;
    set.mutate(
      { params: { id }, body: { gainDb: wanted, revision } },
      {
        onSuccess: () => {
          tell(words.saved);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={name}
      open
      onClose={onClose}
      footer={
        <Button look="primary" busy={set.isPending} disabled={wanted === null} onClick={send}>
          {words.save}
        </Button>
      }
    >
      <GainField value={gain} onChange={setGain} />
      {set.isError && <ProblemNote error={set.error} />}
    </Dialog>
  );
}

export function RetireSource({ source: { id, name, revision }, onClose }: SourceDialogProps) {
  const words = useWords(relaysWords);
  const { tell } = useToasts();
  const retire = useChange(relayRoutes.retireRelay, { refresh: ['relays', 'queue', 'schedule'] });
  const send = (): void =>
    retire.mutate(
      { params: { id }, body: { revision } },
      {
        onSuccess: () => {
          tell(words.saved);
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={words.retireNamed(name)}
      open
      onClose={onClose}
      footer={
        <Button look="danger" busy={retire.isPending} onClick={send}>
          {words.retire}
        </Button>
      }
    >
      <p>{words.retireWhat}</p>
      {retire.isError && <ProblemNote error={retire.error} />}
    </Dialog>
  );
}
