import { FileDown, FileText } from 'lucide-react';
import { useState } from 'react';
import { airtimeRoutes, type AirtimeReportView } from '../../../contracts/http/airtime';
import { type ReportFormat, type ReportKind, type ReportQuery, reportsRoutes } from '../../../contracts/http/reports';
import { addDays } from '../../../domain/time/local-date';
import { useWords } from '../../app/language';
import { fileUrl } from '../../data/download';
import { useRoots } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { SelectField } from '../../ui/field';
import { Card } from '../../ui/page';
import { Answer } from '../../ui/states';
import { airtimeWords } from '../../words/airtime';
import { reportWords } from '../../words/reports';
import { ReportSheets } from './report-sheets';
import { FormatField } from './format-field';
import { useSaveFile } from './use-save-file';

const kinds = ['airtime', 'log-book', 'statistics', 'misses', 'devices'] as const satisfies readonly ReportKind[];

interface DownloadsProps {
  from: string;
  to: string;
  area: string;
  by: AirtimeReportView['by'];
}

/** The report as files: tables to reckon with, papers to hand in. */
export function Downloads({ from, to, area, by }: DownloadsProps) {
  const words = useWords(airtimeWords);
  const reports = useWords(reportWords);
  const { busy, save } = useSaveFile();
  const [root = ''] = useRoots('airtime.export');
  const [kind, setKind] = useState<ReportKind>('airtime');
  const [format, setFormat] = useState<ReportFormat>('pdf');
  const [shown, setShown] = useState(false);
  const query = { from, to, ...(area ? { area } : {}) };
  const names: Record<ReportKind, string> = {
    airtime: words.title,
    'log-book': words.logBook,
    statistics: words.statistics,
    misses: words.misses,
    devices: words.devices,
  };
  const paper = { kind, from, to: kind === 'log-book' ? addDays(from, 6) : to, area: area || root };
  return (
    <Card title={words.download}>
      <div className="row">
        <a
          className="button button-secondary"
          href={fileUrl(airtimeRoutes.reportCsv, { query: { ...query, by } })}
          download
        >
          <FileDown aria-hidden />
          <span>{words.tableCsv}</span>
        </a>
        <a className="button button-secondary" href={fileUrl(airtimeRoutes.rowsCsv, { query })} download>
          <FileDown aria-hidden />
          <span>{words.rowsCsv}</span>
        </a>
      </div>
      <div className="filters">
        <SelectField
          label={words.paper}
          hint={kind === 'log-book' ? words.logBookWhat : undefined}
          value={kind}
          onChange={(event) => setKind(event.target.value as ReportKind)}
        >
          {kinds.map((one) => (
            <option key={one} value={one}>
              {names[one]}
            </option>
          ))}
        </SelectField>
        <FormatField label={words.format} value={format} onChange={setFormat} />
      </div>
      <div className="row">
        <Button icon={FileText} aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? reports.hide : reports.show}
        </Button>
        <Button
          look="primary"
          icon={FileDown}
          busy={busy}
          onClick={() => void save(reportsRoutes.file, { query: { ...paper, format } })}
        >
          {words.getPaper}
        </Button>
      </div>
      {shown && <Shown query={paper} />}
    </Card>
  );
}

function Shown({ query }: { query: ReportQuery }) {
  const answer = useRoute(reportsRoutes.view, { query }, { keepFormer: true });
  return <Answer of={answer}>{(report) => <ReportSheets report={report} />}</Answer>;
}
