import { BellRing, CircleCheck, Wrench } from 'lucide-react';
import { useState } from 'react';
import type { DeviceHealthView } from '../../../contracts/http/devices';
import { ordersRoutes } from '../../../contracts/http/orders';
import { useLanguage, useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Badge, Card } from '../../ui/page';
import { momentText } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { deviceHealthWords } from '../../words/device-health';

const shown = 5;
const alarmsShown = 10;

/** The devices somebody must see to, the worst first, each with its likely cause and what to do. */
export function DeviceAttention({ devices }: { devices: DeviceHealthView[] }) {
  const words = useWords(deviceHealthWords);
  const { language } = useLanguage();
  const [all, setAll] = useState(false);
  const troubled = devices.filter(({ attention }) => attention.length > 0);
  if (devices.length === 0) return null;
  if (troubled.length === 0)
    return (
      <p className="row">
        <CircleCheck aria-hidden /> {words.allWell}
      </p>
    );
  return (
    <Card tone="warn" title={words.attention} aside={<Badge tone="warn">{troubled.length}</Badge>}>
      <ul className="trouble">
        {troubled.slice(0, all ? undefined : shown).map(({ deviceId, name, attention }) => (
          <li key={deviceId}>
            <strong>{name}</strong>
            {attention.map(({ code, cause, remedy }) => (
              <p key={code}>
                {cause[language]}
                <span className="trouble-remedy">
                  <Wrench aria-hidden />
                  <span>
                    <span className="only-heard">{words.remedy}: </span>
                    {remedy[language]}
                  </span>
                </span>
              </p>
            ))}
          </li>
        ))}
      </ul>
      {!all && troubled.length > shown && (
        <div>
          <Button small onClick={() => setAll(true)}>
            {words.more(troubled.length - shown)}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** What the devices themselves complained of, until somebody says to have seen to it. */
export function DeviceAlarms({ code }: { code: string }) {
  const words = useWords(deviceHealthWords);
  const { language } = useLanguage();
  const { tell, tellProblem } = useToasts();
  const may = useMay('alarm.acknowledge');
  const list = useRoute(
    ordersRoutes.alarms,
    { params: { code }, query: { limit: 50 } },
    { refetchMs: 30_000, enabled: code !== '' },
  );
  const acknowledge = useChange(ordersRoutes.acknowledge);
  const alarms = list.data?.alarms ?? [];
  if (alarms.length === 0) return null;
  return (
    <Card title={words.alarms} aside={<Badge tone="bad">{alarms.length}</Badge>}>
      <ul className="trouble">
        {alarms.slice(0, alarmsShown).map((alarm) => (
          <li key={alarm.id} className="trouble-alarm">
            <BellRing aria-hidden />
            <div className="grow">
              <strong>{words[alarm.code]}</strong>
              <p className="quiet small">
                {[
                  alarm.deviceName,
                  momentText(alarm.lastAt, language),
                  ...(alarm.times > 1 ? [words.times(alarm.times)] : []),
                ].join(' · ')}
              </p>
            </div>
            {may && (
              <Button
                small
                aria-label={words.acknowledgeNamed(`${words[alarm.code]}, ${alarm.deviceName}`)}
                busy={acknowledge.isPending && acknowledge.variables.params.id === alarm.id}
                onClick={() =>
                  acknowledge.mutate(
                    { params: { code, id: alarm.id } },
                    { onSuccess: () => tell(words.acknowledged), onError: tellProblem },
                  )
                }
              >
                {words.acknowledge}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What a device last said of itself. */
export function DeviceHealth({ health }: { health: DeviceHealthView }) {
  const words = useWords(deviceHealthWords);
  const { language } = useLanguage();
  const { heardAt, status } = health;
  const facts: [string, string][] = [
    [words.heard, heardAt === null ? words.never : momentText(heardAt, language)],
    ...(status
      ? ([
          [words.clock, words[status.clockTrust]],
          [words.stored, words.ofAll(status.media.ready, status.media.all)],
          [words.waiting, String(status.outbox)],
        ] satisfies [string, string][])
      : []),
    ...(status?.diskFreeBytes
      ? [[words.disk, `${(status.diskFreeBytes / 1e9).toFixed(1)} GB`] as [string, string]]
      : []),
    ...(status?.temperatureC ? [[words.heat, `${Math.round(status.temperatureC)} °C`] as [string, string]] : []),
    ...(status?.softwareVersion ? [[words.version, status.softwareVersion] as [string, string]] : []),
  ];
  return (
    <details className="device-health">
      <summary>{words.health}</summary>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="quiet small">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
