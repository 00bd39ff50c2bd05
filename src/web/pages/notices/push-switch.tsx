import { useQuery, useQueryClient } from '@tanstack/react-query';
import { BellOff, BellRing } from 'lucide-react';
import { useState } from 'react';
import { notificationsRoutes } from '../../../contracts/http/notifications';
import { ProblemError } from '../../../contracts/http/client';
import { useWords } from '../../app/language';
import { hindrance, ownSubscription, subscribe, unsubscribe } from '../../data/push';
import { refreshGroups, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Note } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { pushWords } from '../../words/notices';

/** Whether this browser is told of notices, with the button that changes it, or why it cannot be. */
export function PushSwitch() {
  const words = useWords(pushWords);
  const { tell, tellProblem } = useToasts();
  const queries = useQueryClient();
  const settings = useRoute(notificationsRoutes.settings, {});
  const own = useQuery({ queryKey: ['notifications', 'own-subscription'], queryFn: ownSubscription });
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  if (!settings.data || own.data === undefined || !settings.data.channels.includes('push')) return null;
  const why = hindrance();
  if (why) return <Note icon={BellOff}>{words[why]}</Note>;
  const on = own.data !== null && settings.data.subscriptions.includes(own.data);
  const flip = async (): Promise<void> => {
    setBusy(true);
    setFailed(null);
    try {
      if (on) await unsubscribe();
      const wanted = on || (await subscribe());
      await refreshGroups(queries, ['notifications']);
      if (!wanted) setFailed(hindrance() === 'denied' ? words.denied : words.notNow);
      else tell(on ? words.turnedOff : words.turnedOn);
    } catch (error) {
      // The station refused, or did not hear of it; the rest is the browser's.
      if (error instanceof ProblemError || error instanceof TypeError) tellProblem(error);
      else setFailed(words.noService);
    }
    setBusy(false);
  };
  return (
    <div className="push-switch">
      {on ? <BellRing aria-hidden /> : <BellOff aria-hidden />}
      <div className="grow">
        <strong>{words.title}</strong>
        <p className="small quiet">{on ? words.on : words.off}</p>
        {failed && (
          <p className="small" role="alert">
            {failed}
          </p>
        )}
      </div>
      <Button look={on ? 'secondary' : 'primary'} busy={busy} onClick={() => void flip()}>
        {on ? words.turnOff : words.turnOn}
      </Button>
    </div>
  );
}
