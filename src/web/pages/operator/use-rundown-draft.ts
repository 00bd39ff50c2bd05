import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { queueRoutes } from '../../../contracts/http/queue';
import { scheduleRoutes } from '../../../contracts/http/schedule';
import { client, isFault } from '../../data/client';
import { refreshGroups, useChange } from '../../data/use-route';
import type { Difference } from './rundown-conflict';
import { type Draft, keysOf, orderOf, rebased, type Rundown, wantedKeys } from './rundown-draft';

const groups = ['queue', 'schedule'];

export interface RundownDraft {
  shown: Rundown;
  order: string[];
  changed: boolean;
  /** Others stored a newer version while this one is being changed. */
  outdated: boolean;
  difference: Difference | null;
  error: Error | null;
  busy: boolean;
  change: (order: string[]) => void;
  undo: () => void;
  drop: () => void;
  reapply: () => Promise<void>;
  save: (reason: string | undefined, done: () => void) => void;
}

/** The order of a session while it is being changed here: nothing is stored before `save`, so that totals can be seen first. */
export function useRundownDraft(rundown: Rundown): RundownDraft {
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [difference, setDifference] = useState<Difference | null>(null);
  const store = useChange(queueRoutes.changeRundown, { refresh: groups });
  const shown = draft?.base ?? rundown;
  const order = draft?.order ?? orderOf(rundown);
  const forget = (): void => {
    setDraft(null);
    setDifference(null);
    store.reset();
  };
  return {
    ...{ shown, order, difference, changed: draft !== null, busy: store.isPending },
    outdated: draft !== null && draft.base.version !== rundown.version,
    error: difference ? null : store.error,
    change: (next) => {
      if (next.join() !== order.join()) setDraft({ base: shown, order: next, past: [...(draft?.past ?? []), order] });
    },
    undo: () => {
      const before = draft?.past.at(-1);
      if (!draft || !before) return;
      if (draft.past.length === 1) forget();
      else setDraft({ ...draft, order: before, past: draft.past.slice(0, -1) });
    },
    drop: () => {
      forget();
      void refreshGroups(queries, groups);
    },
    reapply: async () => {
      const { localDate, areaCode, id } = rundown;
      const query = { from: localDate, to: localDate };
      const { rundowns } = await client.call(scheduleRoutes.listRundowns, { params: { code: areaCode }, query });
      const latest = rundowns.find((one) => one.id === id);
      if (draft && latest) setDraft(rebased(draft, latest));
      setDifference(null);
      store.reset();
      await refreshGroups(queries, groups);
    },
    save: (reason, done) =>
      store.mutate(
        {
          params: { id: shown.id },
          body: {
            ...{ version: shown.version, seen: keysOf(shown), wanted: wantedKeys(shown, order) },
            ...(reason === undefined ? {} : { reason }),
          },
        },
        {
          onSuccess: () => {
            forget();
            done();
          },
          onError: (error) => {
            if (isFault(error, 'RUNDOWN_CHANGED')) setDifference(error.problem.data as unknown as Difference);
          },
        },
      ),
  };
}
