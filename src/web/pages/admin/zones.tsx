import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { areasRoutes, type AreaView } from '../../../contracts/http/areas';
import { useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { Card } from '../../ui/page';
import { ProblemNote } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { areaWords } from '../../words/admin';

/** The zones of a commune: made, renamed, ended. */
export function Zones({ code, zones }: { code: string; zones: AreaView[] }) {
  const words = useWords(areaWords);
  const mayManage = useMay('zone.manage');
  const { tell } = useToasts();
  const [name, setName] = useState('');
  const [changing, setChanging] = useState<{ zone: AreaView; how: 'rename' | 'close' } | null>(null);
  const create = useChange(areasRoutes.createZone);
  const add = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate(
      { params: { code }, body: { name: name.trim() } },
      {
        onSuccess: (zone) => {
          setName('');
          tell(words.zoneAdded(zone.name));
        },
      },
    );
  };
  return (
    <Card title={words.zones}>
      {zones.length === 0 && <p className="quiet">{words.noZones}</p>}
      <ul className="area-list">
        {zones.map((zone) => (
          <li key={zone.code}>
            <span className="grow">
              {zone.name} <span className="quiet small numbers">{zone.code}</span>
            </span>
            {mayManage && (
              <span className="row">
                <Button small onClick={() => setChanging({ zone, how: 'rename' })}>
                  {words.rename}
                </Button>
                <Button small look="quiet" onClick={() => setChanging({ zone, how: 'close' })}>
                  {words.close}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {mayManage && (
        <form className="stack-tight" onSubmit={add}>
          <TextField
            label={words.newZone}
            value={name}
            maxLength={120}
            onChange={(event) => setName(event.target.value)}
          />
          <div>
            <Button type="submit" icon={Plus} busy={create.isPending} disabled={name.trim() === ''}>
              {words.addZone}
            </Button>
          </div>
          {create.isError && <ProblemNote error={create.error} />}
        </form>
      )}
      {changing && <ZoneDialog {...changing} onClose={() => setChanging(null)} />}
    </Card>
  );
}

function ZoneDialog({ zone, how, onClose }: { zone: AreaView; how: 'rename' | 'close'; onClose: () => void }) {
  const words = useWords(areaWords);
  const { tell } = useToasts();
  const [name, setName] = useState(zone.name);
  const rename = useChange(areasRoutes.renameZone);
  const close = useChange(areasRoutes.closeZone);
  const params = { code: zone.code };
  const done = {
    onSuccess: () => {
      tell(words.saved);
      onClose();
    },
  };
  const error = rename.error ?? close.error;
  return (
    <Dialog
      title={how === 'rename' ? words.rename : words.close}
      open
      onClose={onClose}
      footer={
        how === 'rename' ? (
          <Button
            look="primary"
            busy={rename.isPending}
            disabled={name.trim() === ''}
            onClick={() => rename.mutate({ params, body: { name: name.trim() } }, done)}
          >
            {words.save}
          </Button>
        ) : (
          <Button look="danger" busy={close.isPending} onClick={() => close.mutate({ params }, done)}>
            {words.close}
          </Button>
        )
      }
    >
      {how === 'rename' ? (
        <TextField
          label={words.newName}
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.target.value)}
        />
      ) : (
        <p>{words.closeWhat(zone.name)}</p>
      )}
      {error && <ProblemNote error={error} />}
    </Dialog>
  );
}
