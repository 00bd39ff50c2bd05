import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { bulletinsRoutes } from '../../../contracts/http/bulletins';
import { client } from '../../data/client';
import { type Draft, dropDraft, keepDraft } from '../../data/drafts';
import { useUser } from '../../data/session';
import { refreshGroups } from '../../data/use-route';

interface SendingState {
  part: number;
  waiting: boolean;
  error: unknown;
}

const idle: SendingState = { part: 0, waiting: false, error: null };

/** Keeps the draft in the browser, and sends it once its `sending` is set, also after the page was closed and opened again. */
export function useSending(draft: Draft, onSent: (bulletinId: string) => void): SendingState {
  const user = useUser();
  const queries = useQueryClient();
  const [state, setState] = useState<SendingState>(idle);
  useEffect(() => {
    if (draft.recording || draft.title || draft.topicCode) void keepDraft(user.id, draft);
  }, [draft, user.id]);

  const send = useEffectEvent(async (signal: AbortSignal): Promise<void> => {
    const { sendRecording } = await import('../../data/send-recording');
    const mediaId = await sendRecording(draft, {
      signal,
      onProgress: (part) => setState((now) => ({ ...now, part })),
      onWaiting: (waiting) => setState((now) => ({ ...now, waiting })),
    });
    const bulletin = await client.call(bulletinsRoutes.create, {
      body: {
        areaCode: draft.areaCode,
        title: draft.title.trim(),
        topicCode: draft.topicCode,
        priority: draft.priority,
        ...(draft.zones.length > 0 ? { areaCodes: draft.zones } : {}),
        request: {
          days: { kind: 'until', from: null, until: draft.until },
          preferredSlotIds: [],
          readings: draft.readings,
        },
        mediaId,
      },
    });
    await dropDraft(user.id);
    await refreshGroups(queries, ['bulletins']);
    onSent(bulletin.id);
  });
  const { sending, id } = draft;
  useEffect(() => {
    if (!sending) return;
    const ending = new AbortController();
    setState(idle);
    send(ending.signal).catch((error: unknown) => {
      if (!ending.signal.aborted) setState({ ...idle, error });
    });
    return () => ending.abort();
  }, [sending, id]);
  return state;
}
