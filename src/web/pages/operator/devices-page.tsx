import { Pencil, Plus, PowerOff, Speaker } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type DeviceHealthView, devicesRoutes, type DeviceView } from '../../../contracts/http/devices';
import { foldVietnamese } from '../../../domain/text/fold';
import { useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { Button, IconButton, LinkButton } from '../../ui/button';
import { TextField } from '../../ui/field';
import { Badge, Page } from '../../ui/page';
import { Answer, Empty } from '../../ui/states';
import { devicesWords } from '../../words/devices';
import { operatorWords } from '../../words/operator';
import { AreaName } from '../staff/bulletin-facts';
import { DeviceAlarms, DeviceAttention, DeviceHealth } from './device-attention';
import { DeviceForm, RenameDevice, RetireDevice } from './device-forms';
import './lists.css';
import { PlaceBar } from './place-bar';
import { usePlace } from './use-place';

const step = 100;

/** Everything that sounds in an area and below it. */
export default function DevicesPage() {
  const words = useWords(devicesWords);
  const place = usePlace('device.manage');
  const devices = useRoute(devicesRoutes.list, { params: { code: place.code } }, { keepFormer: true });
  const health = useRoute(
    devicesRoutes.health,
    { params: { code: place.code } },
    { keepFormer: true, refetchMs: 30_000, enabled: place.code !== '' },
  );
  const [adding, setAdding] = useState(false);
  const all = devices.data?.devices;
  const retired = all?.filter(({ retiredAt }) => retiredAt !== null).length ?? 0;
  return (
    <Page
      title={words.title}
      lead={all && words.lead(all.length - retired, retired)}
      actions={
        <Button look="primary" icon={Plus} onClick={() => setAdding(true)}>
          {words.create}
        </Button>
      }
    >
      <PlaceBar place={place} />
      {health.data && <DeviceAttention devices={health.data.devices} />}
      <DeviceAlarms code={place.code} />
      <Answer of={devices}>
        {({ devices: list }) => <DeviceList devices={list} health={health.data?.devices ?? []} />}
      </Answer>
      {adding && <DeviceForm place={place} onClose={() => setAdding(false)} />}
    </Page>
  );
}

function DeviceList({ devices, health }: { devices: DeviceView[]; health: DeviceHealthView[] }) {
  const words = useWords(devicesWords);
  const [text, setText] = useState('');
  const [shown, setShown] = useState(step);
  const healthOf = useMemo(() => new Map(health.map((one) => [one.deviceId, one])), [health]);
  const asked = foldVietnamese(text.trim());
  const found = devices.filter(({ name, place }) => foldVietnamese(`${name} ${place}`).includes(asked));
  if (devices.length === 0)
    return (
      <Empty icon={Speaker} title={words.none}>
        <p>{words.noneWhat}</p>
      </Empty>
    );
  return (
    <>
      {devices.length > 6 && (
        <TextField label={words.find} type="search" value={text} onChange={(event) => setText(event.target.value)} />
      )}
      <ul className="list">
        {found.slice(0, shown).map((device) => (
          <DeviceLine key={device.id} device={device} health={healthOf.get(device.id)} />
        ))}
      </ul>
      {found.length > shown && (
        <Button onClick={() => setShown(shown + step)}>{words.more(Math.min(step, found.length - shown))}</Button>
      )}
    </>
  );
}

function DeviceLine({ device, health }: { device: DeviceView; health: DeviceHealthView | undefined }) {
  const words = useWords(devicesWords);
  const shared = useWords(operatorWords);
  const [doing, setDoing] = useState<'rename' | 'retire' | null>(null);
  const close = (): void => setDoing(null);
  return (
    <li className="list-line">
      <div className="list-what">
        <strong>{device.name}</strong>
        <span className="quiet small">
          {[words[device.kind], device.place].filter(Boolean).join(' · ')} · <AreaName code={device.areaCode} />
        </span>
      </div>
      <div className="row">
        {device.retiredAt !== null && <Badge>{words.retired}</Badge>}
        {device.retiredAt === null && (
          <Badge tone={health && health.attention.length > 0 ? 'warn' : 'good'}>
            {health && health.attention.length > 0 ? shared.attention : words.inUse}
          </Badge>
        )}
        <Badge tone={device.counts ? 'info' : 'neutral'}>{device.counts ? words.counts : words.countsNot}</Badge>
      </div>
      {device.retiredAt === null && (
        <div className="list-does">
          {device.kind === 'manual' && (
            <LinkButton
              small
              look="quiet"
              to={`/manual?${new URLSearchParams({ area: device.areaCode, device: device.id })}`}
            >
              {words.manualOpen}
            </LinkButton>
          )}
          <IconButton icon={Pencil} label={words.renameNamed(device.name)} onClick={() => setDoing('rename')} />
          <IconButton icon={PowerOff} label={`${words.retire}: ${device.name}`} onClick={() => setDoing('retire')} />
        </div>
      )}
      {health && device.retiredAt === null && <DeviceHealth health={health} />}
      {doing === 'rename' && <RenameDevice device={device} onClose={close} />}
      {doing === 'retire' && <RetireDevice device={device} onClose={close} />}
    </li>
  );
}
