import { useSearchParams } from 'react-router';
import { type AreaDetailView, areasRoutes } from '../../../contracts/http/areas';
import type { Action } from '../../../domain/access/actions';
import { addDays, isLocalDate } from '../../../domain/time/local-date';
import { wallClockAt } from '../../../domain/time/wall-clock';
import { stationNow } from '../../clock';
import { useRoots } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { defaultZone } from '../../ui/time';

export interface Place {
  code: string;
  /** The first area of the user's grants: where the search for another begins. */
  root: string;
  area: AreaDetailView | undefined;
  zone: string;
  today: string;
  /** The date of the page while none is asked for. */
  home: string;
  date: string;
  param: (name: string) => string;
  /** Writes into the URL; an empty value takes the name out. Any change but of the page itself begins at its first page. */
  set: (change: Record<string, string>) => void;
}

/** Area, date and filters, which stand in the URL, so that a link shows the same to somebody else. */
export function usePlace(action: Action, daysAhead = 0): Place {
  const [params, setParams] = useSearchParams();
  const [root = ''] = useRoots(action);
  const code = params.get('area') ?? root;
  const { data: area } = useRoute(
    areasRoutes.get,
    { params: { code } },
    { staleMs: 300_000, keepFormer: true, enabled: code !== '' },
  );
  const zone = area?.settings.holding.timeZone ?? defaultZone;
  const today = wallClockAt(zone, stationNow()).localDate;
  const home = addDays(today, daysAhead);
  const asked = params.get('date') ?? '';
  return {
    ...{ code, root, area, zone, today, home },
    date: isLocalDate(asked) ? asked : home,
    param: (name) => params.get(name) ?? '',
    set: (change) =>
      setParams(
        (former) => {
          const next = new URLSearchParams(former);
          if (!('after' in change)) next.delete('after');
          for (const [name, value] of Object.entries(change)) {
            if (value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
  };
}
