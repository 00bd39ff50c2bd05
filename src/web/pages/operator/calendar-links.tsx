import { CalendarPlus, Copy } from 'lucide-react';
import { useState } from 'react';
import { calendarsRoutes } from '../../../contracts/http/calendars';
import { useWords } from '../../app/language';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { Badge } from '../../ui/page';
import { Answer, Note, ProblemNote } from '../../ui/states';
import { Moment } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { calendarsWords } from '../../words/calendars';

interface Props {
  code: string;
  name: string;
  onClose: () => void;
}

/** Secret links with which a calendar of another program reads what a commune airs. */
export function CalendarLinks({ code, name, onClose }: Props) {
  const words = useWords(calendarsWords);
  const { tell, tellProblem } = useToasts();
  const links = useRoute(calendarsRoutes.listLinks, {});
  const create = useChange(calendarsRoutes.createLink);
  const revoke = useChange(calendarsRoutes.revokeLink);
  const [made, setMade] = useState<string | null>(null);
  const make = (): void =>
    create.mutate({ params: { code } }, { onSuccess: ({ path }) => setMade(`${location.origin}${path}`) });
  const copy = async (text: string): Promise<void> => {
    await navigator.clipboard.writeText(text);
    tell(words.copied);
  };
  return (
    <Dialog title={words.title} open onClose={onClose}>
      <p>{words.what}</p>
      {made === null ? (
        <div>
          <Button look="primary" icon={CalendarPlus} busy={create.isPending} onClick={make}>
            {words.create(name)}
          </Button>
        </div>
      ) : (
        <Note tone="good">
          <TextField
            label={words.link}
            hint={words.once}
            readOnly
            value={made}
            onFocus={(event) => event.target.select()}
          />
          {/* Without HTTPS a browser has no clipboard; the link is there to be selected. */}
          {'clipboard' in navigator && (
            <Button icon={Copy} onClick={() => void copy(made)}>
              {words.copy}
            </Button>
          )}
        </Note>
      )}
      {create.isError && <ProblemNote error={create.error} />}
      <h3>{words.own}</h3>
      <Answer of={links} lines={1}>
        {({ links: own }) => (
          <ul className="stack-tight">
            {own.length === 0 && <li className="quiet">{words.none}</li>}
            {own.map(({ id, areaName, createdAt, revokedAt }) => (
              <li key={id} className="row row-apart">
                <span className="grow">
                  {areaName}{' '}
                  <span className="quiet small">
                    <Moment at={createdAt} />
                  </span>
                </span>
                {revokedAt === null ? (
                  <Button
                    small
                    aria-label={words.revokeNamed(areaName)}
                    onClick={() => revoke.mutate({ params: { id } }, { onError: tellProblem })}
                  >
                    {words.revoke}
                  </Button>
                ) : (
                  <Badge>{words.revoked}</Badge>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </Dialog>
  );
}
