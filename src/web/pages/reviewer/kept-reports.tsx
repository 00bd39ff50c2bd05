import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { savedReportsRoutes, type SavedReportView } from '../../../contracts/http/saved-reports';
import { useLanguage, useWords } from '../../app/language';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Figures } from '../../ui/figures';
import { Badge, Card } from '../../ui/page';
import { Answer } from '../../ui/states';
import { dateText } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { keptReportsWords } from '../../words/kept-reports';
import { KeptReportDialog, type KeptCampaign } from './kept-report-dialog';

const tones = { waiting: 'info', sent: 'good', refused: 'bad', failed: 'bad' } as const;

/** Reports that draw themselves up, where they go, and what became of the last mails: all of one's areas, or those of a campaign. */
export function KeptReports({ campaign }: { campaign?: KeptCampaign }) {
  const words = useWords(keptReportsWords);
  const { language } = useLanguage();
  const { tell, tellProblem } = useToasts();
  const answer = useRoute(savedReportsRoutes.list, { query: campaign ? { campaign: campaign.id } : {} });
  const remove = useChange(savedReportsRoutes.remove);
  const [editing, setEditing] = useState<SavedReportView | 'new' | null>(null);
  return (
    <Card title={words.title}>
      <p className="quiet">{words.lead}</p>
      <Answer of={answer}>
        {({ reports }) =>
          reports.length === 0 ? (
            <p className="quiet">{words.none}</p>
          ) : (
            <Figures>
              <tbody>
                {reports.map((report) => (
                  <tr key={report.id}>
                    <th scope="row" className="whole">
                      {report.name}
                      <div className="quiet small">
                        {words[report.schedule]} · {report.format.toUpperCase()}
                        {report.lastTo && <> · {words.last(dateText(report.lastTo, language))}</>}
                      </div>
                    </th>
                    <td className="whole">
                      {report.mailTo.map((address) => {
                        const mail = report.mails.find((one) => one.address === address);
                        return (
                          <div key={address}>
                            {address}{' '}
                            {mail && (
                              <Badge tone={tones[mail.state]}>
                                <span title={mail.detail ?? undefined}>{words[mail.state]}</span>
                              </Badge>
                            )}
                          </div>
                        );
                      })}
                    </td>
                    <td>
                      <span className="row">
                        <Button small aria-label={`${words.edit}: ${report.name}`} onClick={() => setEditing(report)}>
                          {words.edit}
                        </Button>
                        <Button
                          small
                          aria-label={`${words.remove}: ${report.name}`}
                          onClick={() =>
                            remove.mutate(
                              { params: { id: report.id } },
                              { onSuccess: () => tell(words.removed), onError: tellProblem },
                            )
                          }
                        >
                          {words.remove}
                        </Button>
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </Figures>
          )
        }
      </Answer>
      <div>
        <Button icon={CalendarClock} onClick={() => setEditing('new')}>
          {words.add}
        </Button>
      </div>
      {editing && (
        <KeptReportDialog
          report={editing === 'new' ? null : editing}
          campaign={campaign}
          onClose={() => setEditing(null)}
        />
      )}
    </Card>
  );
}
