import { useState } from 'react';
import type { RequestOf, Route } from '../../../contracts/http/route';
import { saveFile } from '../../data/download';
import { useToasts } from '../../ui/toast';

interface Saving {
  /** A file is being made. */
  busy: boolean;
  save: <R extends Route>(route: R, request: RequestOf<R>) => Promise<void>;
}

/** Has files made and kept by the browser; a refusal is told. */
export function useSaveFile(): Saving {
  const { tellProblem } = useToasts();
  const [busy, setBusy] = useState(false);
  return {
    busy,
    save: async (route, request) => {
      setBusy(true);
      try {
        await saveFile(route, request);
      } catch (error) {
        tellProblem(error);
      }
      setBusy(false);
    },
  };
}
