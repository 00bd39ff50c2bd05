import { useState } from 'react';
import { queueRoutes } from '../../../contracts/http/queue';
import { useWords } from '../../app/language';
import { useChange } from '../../data/use-route';
import { useToasts } from '../../ui/toast';
import { buildWords } from '../../words/build';
import type { Queued } from './build-queue';
import type { Rundown } from './rundown-draft';

export interface Adding {
  begin: (booking: Queued) => void;
  /** Waits for a reason: the session is frozen. */
  asking: Queued | null;
  cancel: () => void;
  send: (reason: string) => void;
  busy: boolean;
  error: Error | null;
}

/** Takes a queued bulletin into a session: an open one by a booking for just this session, a frozen one after its last item, with a reason. */
export function useAdding(rundown: Rundown | undefined): Adding {
  const words = useWords(buildWords);
  const { tell, tellProblem } = useToasts();
  const [asking, setAsking] = useState<Queued | null>(null);
  const refresh = ['queue', 'schedule'];
  const book = useChange(queueRoutes.createBooking, { refresh });
  const append = useChange(queueRoutes.addToRundown, { refresh });
  return {
    ...{ asking, busy: book.isPending || append.isPending, error: append.error },
    begin: (booking) => {
      if (!rundown) return;
      if (rundown.frozen) {
        append.reset();
        setAsking(booking);
        return;
      }
      book.mutate(
        {
          params: { code: rundown.areaCode },
          body: {
            bulletinId: booking.bulletinId,
            slotIds: [rundown.slotId],
            dates: { kind: 'on', dates: [rundown.localDate] },
          },
        },
        { onSuccess: () => tell(words.added(booking.title)), onError: tellProblem },
      );
    },
    cancel: () => setAsking(null),
    send: (reason) => {
      if (!rundown || !asking) return;
      append.mutate(
        { params: { id: rundown.id }, body: { bookingId: asking.id, reason } },
        {
          onSuccess: () => {
            setAsking(null);
            tell(words.saved);
          },
        },
      );
    },
  };
}
