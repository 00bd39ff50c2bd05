import { BellOff, HeartHandshake, Siren } from 'lucide-react';
import { ordersRoutes, type OrderView } from '../../../contracts/http/orders';
import { useWords } from '../../app/language';
import { useSecondStep } from '../../app/second-step';
import { useMay, useUser } from '../../data/session';
import { useChange } from '../../data/use-route';
import { AskingButton } from '../../ui/asking-button';
import { Button } from '../../ui/button';
import { lengthText, useNow } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { orderWords } from '../../words/emergency';

/** X2: a second person agrees, or whoever asked goes ahead after a while; ending it needs neither. */
export function OrderActions({ order }: { order: OrderView }) {
  const words = useWords(orderWords);
  const user = useUser();
  const mayAgree = useMay('emergency.second');
  const mayStart = useMay('emergency.start');
  const mayClear = useMay('emergency.clear');
  const { confirmed, dialog } = useSecondStep();
  const { tell, tellProblem } = useToasts();
  const agree = useChange(ordersRoutes.agree);
  const breakGlass = useChange(ordersRoutes.breakGlass);
  const now = useNow();
  const own = order.requestedBy === user.username;
  const params = { code: order.areaCode, id: order.id };
  const go = (action: typeof agree, said: string): void =>
    void confirmed(() => action.mutateAsync({ params })).then((done) => {
      if (done) tell(said);
    }, tellProblem);
  const waits = order.state === 'waiting';
  const leftMs = (order.breakGlassAt ?? now) - now;
  return (
    <div className="order-actions">
      {waits && mayAgree && !own && (
        <Button look="danger" icon={HeartHandshake} busy={agree.isPending} onClick={() => go(agree, words.agreed)}>
          {words.agree}
        </Button>
      )}
      {waits && mayStart && own && (
        <Button
          icon={Siren}
          busy={breakGlass.isPending}
          disabled={leftMs > 0}
          onClick={() => go(breakGlass, words.brokeGlass)}
        >
          {leftMs > 0 ? words.breakGlassIn(lengthText(leftMs)) : words.breakGlass}
        </Button>
      )}
      {mayClear && <ClearButton order={order} />}
      {dialog}
    </div>
  );
}

function ClearButton({ order }: { order: OrderView }) {
  const words = useWords(orderWords);
  const clear = useChange(ordersRoutes.clear);
  const waits = order.state === 'waiting';
  return (
    <AskingButton
      label={waits ? words.cancel : order.kind === 'emergency' ? words.clear : words.clearPlay}
      icon={BellOff}
      look={waits ? 'secondary' : 'primary'}
      title={words.clearTitle}
      answer={{ look: 'primary', wide: true, icon: BellOff }}
      act={() => clear.mutateAsync({ params: { code: order.areaCode, id: order.id } })}
      said={words.cleared}
    >
      <p>{words.clearWhat}</p>
    </AskingButton>
  );
}
