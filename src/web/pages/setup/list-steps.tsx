import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import areasList from '../../../../config/data/areas-2025.csv?url';
import topicsList from '../../../../config/data/topics.csv?url';
import { areasRoutes } from '../../../contracts/http/areas';
import { topicsRoutes } from '../../../contracts/http/topics';
import { useLanguage, useWords } from '../../app/language';
import { useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Note, ProblemNote } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { setupWords } from '../../words/setup';

interface Report {
  rows: number;
  created: number;
  errors: { row: number; reason: string; reasonVi: string }[];
}
const shownErrors = 10;

/** The list as it came with Loa. */
async function listOf(url: string, name: string): Promise<{ content: Blob; name: string }> {
  const answer = await fetch(url);
  if (!answer.ok) throw new TypeError(`${name}: ${answer.status}`);
  return { content: await answer.blob(), name };
}

export function AreasStep() {
  const words = useWords(setupWords);
  const send = useChange(areasRoutes.import, { refresh: ['areas'] });
  return (
    <ListStep
      what={words.areasWhat}
      send={async (dryRun) =>
        send.mutateAsync({
          query: { kind: 'areas-2025', dryRun: dryRun ? 'true' : 'false' },
          file: await listOf(areasList, 'areas-2025.csv'),
        })
      }
    />
  );
}

export function TopicsStep() {
  const words = useWords(setupWords);
  const send = useChange(topicsRoutes.import);
  return (
    <ListStep
      what={words.topicsWhat}
      send={async (dryRun) =>
        send.mutateAsync({
          query: { dryRun: dryRun ? 'true' : 'false' },
          file: await listOf(topicsList, 'topics.csv'),
        })
      }
    />
  );
}

/** Checked first, which writes nothing; then brought in. */
function ListStep({ what, send }: { what: string; send: (dryRun: boolean) => Promise<Report> }) {
  const words = useWords(setupWords);
  const { language } = useLanguage();
  const { tell } = useToasts();
  const [report, setReport] = useState<Report | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const go = async (dryRun: boolean): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const answer = await send(dryRun);
      if (dryRun) setReport(answer);
      else tell(words.imported(answer.created));
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  };
  const clean = report !== null && report.errors.length === 0;
  return (
    <>
      <p>{what}</p>
      {clean && (
        <Note tone="good" icon={CircleCheck}>
          {words.found(report.rows, report.created)}
        </Note>
      )}
      {report && !clean && (
        <Note tone="bad">
          <strong>{words.wrong(report.errors.length)}</strong>
          <ul>
            {report.errors.slice(0, shownErrors).map(({ row, reason, reasonVi }) => (
              <li key={`${row} ${reason}`}>
                {words.row(row)}: {language === 'vi' ? reasonVi : reason}
              </li>
            ))}
          </ul>
        </Note>
      )}
      {error !== null && <ProblemNote error={error} />}
      <Button look="primary" wide busy={busy} onClick={() => void go(!clean)}>
        {clean ? words.import : words.check}
      </Button>
    </>
  );
}
