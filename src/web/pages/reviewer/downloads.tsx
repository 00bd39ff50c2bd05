import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { airtimeRoutes, type AirtimeReportView } from '../../../contracts/http/airtime';
import { reportFormats, type ReportFormat, type ReportKind, reportsRoutes } from '../../../contracts/http/reports';
import { addDays } from '../../../domain/time/local-date';
import { useWords } from '../../app/language';
import { fileUrl, saveFile } from '../../data/download';
import { useRoots } from '../../data/session';
import { Button } from '../../ui/button';
import { SelectField } from '../../ui/field';
import { Card } from '../../ui/page';
import { useToasts } from '../../ui/toast';
import { airtimeWords } from '../../words/airtime';

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
  const { tellProblem } = useToasts();
  const [root = ''] = useRoots('airtime.export');
  const [kind, setKind] = useState<ReportKind>('airtime');
  const [format, setFormat] = useState<ReportFormat>('pdf');
  const [busy, setBusy] = useState(false);
  const query = { from, to, ...(area ? { area } : {}) };
  const names: Record<ReportKind, string> = {
    airtime: words.title,
    'log-book': words.logBook,
    statistics: words.statistics,
    misses: words.misses,
    devices: words.devices,
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    const until = kind === 'log-book' ? addDays(from, 6) : to;
    try {
      await saveFile(reportsRoutes.file, { query: { kind, format, from, to: until, area: area || root } });
    } catch (error) {
      tellProblem(error);
    }
    setBusy(false);
  };
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
        <SelectField
          label={words.format}
          value={format}
          onChange={(event) => setFormat(event.target.value as ReportFormat)}
        >
          {reportFormats.map((one) => (
            <option key={one} value={one}>
              {one.toUpperCase()}
            </option>
          ))}
        </SelectField>
      </div>
      <div>
        <Button look="primary" icon={FileDown} busy={busy} onClick={() => void save()}>
          {words.getPaper}
        </Button>
      </div>
    </Card>
  );
}
