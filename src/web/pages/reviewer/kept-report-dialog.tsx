import { useState } from 'react';
import { type ReportFormat, reportKinds, type ReportKind } from '../../../contracts/http/reports';
import { savedReportsRoutes, type SavedReportKind, type SavedReportView } from '../../../contracts/http/saved-reports';
import { useWords } from '../../app/language';
import { useRoots } from '../../data/session';
import { useChange } from '../../data/use-route';
import { AreaField } from '../../ui/area-field';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextArea, TextField } from '../../ui/field';
import { ProblemNote } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { airtimeWords } from '../../words/airtime';
import { keptReportsWords } from '../../words/kept-reports';
import { reportWords } from '../../words/reports';
import { FormatField } from './format-field';

const longestName = 120;
const schedules = ['weekly', 'monthly', 'by-hand'] as const;
/** As loose as a mistake shows; the service has the last word. */
const mailAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The campaign whose report is to be kept. */
export interface KeptCampaign {
  id: string;
  title: string;
}

interface KeptReportDialogProps {
  /** null: a new one. */
  report: SavedReportView | null;
  /** What a new one is about; left out, one of the papers of a period. */
  campaign?: KeptCampaign | undefined;
  onClose: () => void;
}

/** One kept report: what it is about, when it is drawn up, whom it is mailed to. */
export function KeptReportDialog({ report, campaign, onClose }: KeptReportDialogProps) {
  const words = useWords(keptReportsWords);
  const airtime = useWords(airtimeWords);
  const reports = useWords(reportWords);
  const { tell } = useToasts();
  const [root = ''] = useRoots('airtime.export');
  const [code, setCode] = useState(report?.areaCode ?? root);
  const [name, setName] = useState(report?.name ?? campaign?.title.slice(0, longestName) ?? '');
  const campaignId = report ? report.campaignId : (campaign?.id ?? null);
  const [kind, setKind] = useState<SavedReportKind>(report?.kind ?? (campaign ? 'campaign' : 'log-book'));
  const [format, setFormat] = useState<ReportFormat>(report?.format ?? (campaign ? 'docx' : 'pdf'));
  const [schedule, setSchedule] = useState<SavedReportView['schedule']>(report?.schedule ?? 'weekly');
  const [addresses, setAddresses] = useState(report?.mailTo.join('\n') ?? '');
  const create = useChange(savedReportsRoutes.create);
  const change = useChange(savedReportsRoutes.change);
  const saving = report ? change : create;
  const mailTo = schedule === 'by-hand' ? [] : addresses.split(/[\s,;]+/).filter(Boolean);
  const wrong = mailTo.find((address) => !mailAddress.test(address));
  const possible = schedules.filter((one) => kind !== 'log-book' || one !== 'monthly');
  const kinds: Record<ReportKind, string> = {
    airtime: airtime.title,
    'log-book': airtime.logBook,
    statistics: airtime.statistics,
    misses: airtime.misses,
    devices: airtime.devices,
  };
  const choose = (chosen: ReportKind): void => {
    setKind(chosen);
    if (chosen === 'log-book' && schedule === 'monthly') setSchedule('weekly');
  };
  const save = (): void => {
    const body = { name: name.trim(), kind, campaignId, format, schedule, mailTo };
    const done = {
      onSuccess: () => {
        tell(words.saved);
        onClose();
      },
    };
    if (report) change.mutate({ params: { id: report.id }, body }, done);
    else create.mutate({ params: { code }, body }, done);
  };
  return (
    <Dialog
      title={report ? report.name : words.add}
      open
      onClose={onClose}
      footer={
        <Button
          look="primary"
          busy={saving.isPending}
          disabled={name.trim() === '' || code === '' || wrong !== undefined}
          onClick={save}
        >
          {words.save}
        </Button>
      }
    >
      <TextField
        label={words.name}
        value={name}
        maxLength={longestName}
        onChange={(event) => setName(event.target.value)}
      />
      {!report && <AreaField label={words.area} value={code} onChange={setCode} />}
      {campaignId === null ? (
        <SelectField label={airtime.paper} value={kind} onChange={(event) => choose(event.target.value as ReportKind)}>
          {reportKinds.map((one) => (
            <option key={one} value={one}>
              {kinds[one]}
            </option>
          ))}
        </SelectField>
      ) : (
        <p className="quiet">
          {reports.campaign}. {words.campaignUntil}
        </p>
      )}
      <FormatField label={airtime.format} value={format} onChange={setFormat} />
      <SelectField
        label={words.schedule}
        value={schedule}
        onChange={(event) => setSchedule(event.target.value as SavedReportView['schedule'])}
      >
        {possible.map((one) => (
          <option key={one} value={one}>
            {words[one]}
          </option>
        ))}
      </SelectField>
      {schedule !== 'by-hand' && (
        <TextArea
          label={words.mailTo}
          optional={words.optional}
          hint={words.mailHint}
          error={wrong === undefined ? null : words.mailWrong(wrong)}
          rows={3}
          value={addresses}
          onChange={(event) => setAddresses(event.target.value)}
        />
      )}
      {saving.isError && <ProblemNote error={saving.error} />}
    </Dialog>
  );
}
