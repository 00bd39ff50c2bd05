import { useState } from 'react';
import { campaignProgressRoutes, type ProposalsView } from '../../../contracts/http/campaign-progress';
import { useLanguage, useWords } from '../../app/language';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Tick } from '../../ui/field';
import { Answer } from '../../ui/states';
import { lengthText } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { campaignsWords } from '../../words/campaigns';

interface Props {
  campaignId: string;
  phaseId: string;
  commune: { code: string; name: string };
  onClose: () => void;
}

/** Bookings with which a commune catches up: all chosen to begin with, queued as they are left. */
export function CampaignProposals({ campaignId, phaseId, commune, onClose }: Props) {
  const words = useWords(campaignsWords);
  const request = { params: { id: campaignId }, query: { area: commune.code, phase: phaseId } };
  const answer = useRoute(campaignProgressRoutes.proposals, request);
  return (
    <Dialog open title={words.proposals(commune.name)} onClose={onClose}>
      <Answer of={answer}>
        {(proposals) => <Choice campaignId={campaignId} proposals={proposals} onClose={onClose} />}
      </Answer>
    </Dialog>
  );
}

const keyOf = ({ bulletinId, slotId, localDate }: ProposalsView['bookings'][number]): string =>
  `${bulletinId} ${slotId} ${localDate}`;

function Choice({ campaignId, proposals, onClose }: Omit<Props, 'phaseId' | 'commune'> & { proposals: ProposalsView }) {
  const words = useWords(campaignsWords);
  const { language } = useLanguage();
  const { tell, tellProblem } = useToasts();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const accept = useChange(campaignProgressRoutes.accept, { refresh: ['campaignProgress', 'queue', 'schedule'] });
  const chosen = proposals.bookings.filter((one) => !left.has(keyOf(one)));
  const toggle = (key: string): void => {
    const next = new Set(left);
    if (!next.delete(key)) next.add(key);
    setLeft(next);
  };
  const send = (): void => {
    const bookings = chosen.map(({ bulletinId, slotId, localDate }) => ({
      ...{ bulletinId, slotIds: [slotId], dates: { kind: 'on' as const, dates: [localDate] } },
    }));
    accept.mutate(
      { params: { id: campaignId }, body: { area: proposals.areaCode, bookings } },
      {
        onSuccess: () => {
          tell(words.accepted(bookings.length));
          onClose();
        },
        onError: tellProblem,
      },
    );
  };
  return (
    <>
      <p>{proposals.text[language]}</p>
      <ul className="stack-tight">
        {proposals.bookings.map((one) => (
          <li key={keyOf(one)}>
            <Tick
              label={`${one.text[language]} (${lengthText(one.durationMs)})`}
              checked={!left.has(keyOf(one))}
              onChange={() => toggle(keyOf(one))}
            />
          </li>
        ))}
      </ul>
      {chosen.length > 0 && (
        <Button look="primary" busy={accept.isPending} onClick={send}>
          {words.accept(chosen.length)}
        </Button>
      )}
    </>
  );
}
