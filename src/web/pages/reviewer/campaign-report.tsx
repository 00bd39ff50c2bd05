import { FileDown, FileText } from 'lucide-react';
import { useState } from 'react';
import { type ReportFormat, reportsRoutes } from '../../../contracts/http/reports';
import { useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { AreaField } from '../../ui/area-field';
import { Button } from '../../ui/button';
import { Card } from '../../ui/page';
import { Answer } from '../../ui/states';
import { airtimeWords } from '../../words/airtime';
import { reportWords } from '../../words/reports';
import { ReportSheets } from './report-sheets';
import { FormatField } from './format-field';
import { KeptReports } from './kept-reports';
import { useSaveFile } from './use-save-file';

/** What the campaign came to, to be read here and handed in as a paper. */
export function CampaignReport({ campaignId, title }: { campaignId: string; title: string | undefined }) {
  const words = useWords(reportWords);
  const airtime = useWords(airtimeWords);
  const mayExport = useMay('airtime.export');
  const { busy, save } = useSaveFile();
  const [area, setArea] = useState('');
  const [format, setFormat] = useState<ReportFormat>('docx');
  const [shown, setShown] = useState(false);
  const query = area === '' ? {} : { area };
  return (
    <>
      <Card title={words.campaign}>
        <p className="quiet">{words.campaignWhat}</p>
        <div className="filters">
          <AreaField label={words.area} value={area} onChange={setArea} placeholder={words.ownAreas} />
          {mayExport && <FormatField label={airtime.format} value={format} onChange={setFormat} />}
        </div>
        <div className="row">
          <Button icon={FileText} aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? words.hide : words.show}
          </Button>
          {mayExport && (
            <Button
              look="primary"
              icon={FileDown}
              busy={busy}
              onClick={() =>
                void save(reportsRoutes.campaignFile, { params: { id: campaignId }, query: { ...query, format } })
              }
            >
              {airtime.getPaper}
            </Button>
          )}
        </div>
      </Card>
      {shown && <Shown campaignId={campaignId} query={query} />}
      {mayExport && title !== undefined && <KeptReports campaign={{ id: campaignId, title }} />}
    </>
  );
}

function Shown({ campaignId, query }: { campaignId: string; query: { area?: string } }) {
  const answer = useRoute(reportsRoutes.campaign, { params: { id: campaignId }, query }, { keepFormer: true });
  return <Answer of={answer}>{(report) => <ReportSheets report={report} />}</Answer>;
}
