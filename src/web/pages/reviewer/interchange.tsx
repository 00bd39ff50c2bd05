import { FileDown, FileJson, FilePlus2 } from 'lucide-react';
import { useState } from 'react';
import { type ImportReportView, type InterchangeQuery, interchangeRoutes } from '../../../contracts/http/interchange';
import { jsonFaultOf, type JsonFault } from '../../../domain/text/json-fault';
import { useLanguage, useWords } from '../../app/language';
import { useRoots } from '../../data/session';
import { useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { FileField } from '../../ui/file-field';
import { Card } from '../../ui/page';
import { Note, ProblemNote } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { interchangeWords } from '../../words/interchange';
import { useSaveFile } from './use-save-file';

type Kind = InterchangeQuery['kind'];
const kinds = ['BanTin', 'LichPhat', 'NhatKyPhat'] as const satisfies readonly Kind[];

/** Files for provincial systems in the national field names, and theirs taken in after a look. */
export default function Interchange({ from, to, area }: { from: string; to: string; area: string }) {
  const words = useWords(interchangeWords);
  const [exportRoot] = useRoots('interchange.export');
  const [importRoot] = useRoots('interchange.import');
  const { busy, save } = useSaveFile();
  const [chosen, setChosen] = useState<Kind | null>(null);
  const choose = (kind: Kind): void => {
    setChosen(kind);
    void save(interchangeRoutes.export, { query: { kind, area: area || (exportRoot ?? ''), from, to } });
  };
  return (
    <Card title={words.title}>
      <p className="quiet">{words.what}</p>
      {exportRoot !== undefined && (
        <div className="row">
          {kinds.map((kind) => (
            <Button
              key={kind}
              icon={FileDown}
              busy={busy && chosen === kind}
              disabled={busy}
              onClick={() => choose(kind)}
            >
              {words[kind]}
            </Button>
          ))}
        </div>
      )}
      {importRoot !== undefined && <TakeIn code={area || importRoot} key={area || importRoot} />}
    </Card>
  );
}

function TakeIn({ code }: { code: string }) {
  const words = useWords(interchangeWords);
  const { language } = useLanguage();
  const { tell } = useToasts();
  const change = useChange(interchangeRoutes.import);
  const [file, setFile] = useState<unknown>(null);
  const [fault, setFault] = useState<JsonFault | null>(null);
  const send = (content: unknown, dryRun: boolean): void =>
    change.mutate(
      { params: { code }, body: { dryRun, file: content } },
      { onSuccess: ({ made }) => (dryRun ? undefined : tell(words.made(made))) },
    );
  const look = async (chosen: File): Promise<void> => {
    change.reset();
    const text = (await chosen.text()).replace(/^\uFEFF/, '');
    const found = jsonFaultOf(text);
    setFault(found);
    if (found) return;
    const content = JSON.parse(text) as unknown;
    setFile(content);
    send(content, true);
  };
  const report = change.data;
  return (
    <div className="stack-tight">
      <FileField
        label={words.take}
        hint={words.takeWhat}
        choose={words.chooseFile}
        icon={FileJson}
        accept=".json,application/json"
        onFile={(chosen) => void look(chosen)}
      />
      {fault && <Note tone="bad">{words.notJson(fault.line, fault.column, fault[language])}</Note>}
      {change.isError && <ProblemNote error={change.error} />}
      {report && <Found report={report} />}
      {report?.dryRun && report.issues.length === 0 && report.made > 0 && (
        <div className="row">
          <Button look="primary" icon={FilePlus2} busy={change.isPending} onClick={() => send(file, false)}>
            {words.make(report.made)}
          </Button>
        </div>
      )}
    </div>
  );
}

function Found({ report: { records, made, known, issues } }: { report: ImportReportView }) {
  const words = useWords(interchangeWords);
  const { language } = useLanguage();
  if (issues.length === 0) return <Note tone="good">{words.found(records, made, known)}</Note>;
  return (
    <>
      <Note tone="bad">{words.faults(issues.length)}</Note>
      <table className="figures">
        <thead>
          <tr>
            <th>{words.field}</th>
            <th>{words.value}</th>
            <th>{words.must}</th>
          </tr>
        </thead>
        <tbody>
          {issues.map(({ path, value, message, messageVi }) => (
            <tr key={`${path} ${message}`}>
              <td className="whole">{path || words.wholeFile}</td>
              <td data-label={words.value}>{value ?? '–'}</td>
              <td className="whole">{language === 'vi' ? messageVi : message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
