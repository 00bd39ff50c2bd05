import { Speaker } from 'lucide-react';
import { devicesRoutes, type DeviceView } from '../../../contracts/http/devices';
import { manualRoutes, type ManualSessionView } from '../../../contracts/http/manual';
import { useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { SelectField } from '../../ui/field';
import { Page } from '../../ui/page';
import { Answer, Empty } from '../../ui/states';
import { useNow } from '../../ui/time';
import { manualWords } from '../../words/manual';
import { PlaceBar } from '../operator/place-bar';
import { type Place, usePlace } from '../operator/use-place';
import './manual.css';
import { ManualSession } from './manual-session';
import { Speeches } from './speeches';

const refreshMs = 30_000;
const nowMs = 5_000;

/** For a commune without a box: the file of each session, and the word of whoever played it. */
export default function ManualPage() {
  const words = useWords(manualWords);
  const place = usePlace('device.attest');
  const devices = useRoute(devicesRoutes.list, { params: { code: place.code } });
  return (
    <Page title={words.title} lead={place.area?.area.name} width="narrow">
      <PlaceBar place={place} />
      <Answer of={devices}>
        {({ devices: all }) => {
          const manual = all.filter(({ kind, retiredAt }) => kind === 'manual' && retiredAt === null);
          const device = manual.find(({ id }) => id === place.param('device')) ?? manual[0];
          if (!device)
            return (
              <Empty icon={Speaker} title={words.none}>
                <p>{words.noneWhat}</p>
              </Empty>
            );
          return (
            <>
              {manual.length > 1 && (
                <SelectField
                  label={words.device}
                  value={device.id}
                  onChange={(event) => place.set({ device: event.target.value })}
                >
                  {manual.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </SelectField>
              )}
              <Sessions key={device.id} device={device} place={place} />
              <Speeches device={device} place={place} />
            </>
          );
        }}
      </Answer>
    </Page>
  );
}

/** What sounds, then what is next, then what waits for a word, and at last what is settled. */
function orderOf({ started, ended, endAt }: ManualSessionView, now: number): number {
  if (ended) return 3;
  if (started) return 0;
  return endAt > now ? 1 : 2;
}

function Sessions({ device, place }: { device: DeviceView; place: Place }) {
  const words = useWords(manualWords);
  const now = useNow(nowMs);
  const answer = useRoute(manualRoutes.sessions, { params: { id: device.id } }, { refetchMs: refreshMs });
  return (
    <Answer of={answer}>
      {({ sessions }) =>
        sessions.length === 0 ? (
          <Empty title={words.noSessions}>
            <p>{words.noSessionsWhat}</p>
          </Empty>
        ) : (
          <div className="stack">
            {[...sessions]
              .sort((a, b) => orderOf(a, now) - orderOf(b, now) || a.startAt - b.startAt)
              .map((session) => (
                <ManualSession key={session.rundownId} {...{ session, device, now, zone: place.zone }} />
              ))}
          </div>
        )
      }
    </Answer>
  );
}
