import { useState } from 'react';
import { approvalsRoutes, type ApproversView } from '../../../contracts/http/approvals';
import { useWords } from '../../app/language';
import { useUser } from '../../data/session';
import { useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { SelectField } from '../../ui/field';
import { ProblemNote } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { approvalsWords } from '../../words/approvals';
import type { Place } from '../operator/use-place';
import { DatesAndReason, instantsOf, isWhole, termOf } from './dates-and-reason';

const usualDays = 7;

/** Lends one's own power to approve, for some days. */
export function LendDialog({
  approvers,
  place,
  onClose,
}: {
  approvers: ApproversView;
  place: Place;
  onClose: () => void;
}) {
  const words = useWords(approvalsWords);
  const { id: me } = useUser();
  const { tell } = useToasts();
  const [toUserId, setToUserId] = useState('');
  const [term, setTerm] = useState(termOf(place.today, usualDays));
  const lend = useChange(approvalsRoutes.delegate);
  const send = (): void =>
    lend.mutate(
      { params: { code: approvers.areaCode }, body: { toUserId, ...instantsOf(term, place.zone) } },
      {
        onSuccess: () => {
          tell(words.lentNow);
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={words.lend}
      open
      onClose={onClose}
      footer={
        <Button
          look="primary"
          busy={lend.isPending}
          disabled={toUserId === '' || !isWhole(term, place.today)}
          onClick={send}
        >
          {words.save}
        </Button>
      }
    >
      <SelectField label={words.lendTo} value={toUserId} onChange={(event) => setToUserId(event.target.value)}>
        <option value="">{words.choose}</option>
        {approvers.people
          .filter((one) => one.mayBeLent && one.id !== me)
          .map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
      </SelectField>
      <DatesAndReason term={term} today={place.today} onChange={setTerm} />
      {lend.isError && <ProblemNote error={lend.error} />}
    </Dialog>
  );
}
