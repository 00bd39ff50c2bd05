import { PencilLine } from 'lucide-react';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { campaignProgressRoutes, type CampaignProgressView } from '../../../contracts/http/campaign-progress';
import { campaignsRoutes } from '../../../contracts/http/campaigns';
import { useLanguage, useWords } from '../../app/language';
import { useMay, useRoots } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { Button, LinkButton } from '../../ui/button';
import { SelectField } from '../../ui/field';
import { Figures } from '../../ui/figures';
import { Badge, Card, Page } from '../../ui/page';
import { Answer } from '../../ui/states';
import { dateText, lengthText } from '../../ui/time';
import { campaignsWords } from '../../words/campaigns';
import { CampaignProposals } from './campaign-proposals';
import { CampaignReport } from './campaign-report';

const tones = { coming: 'neutral', running: 'info', over: 'good' } as const;

/** One phase of a campaign: what its contents were heard, where it lags, and what would help there. */
export default function CampaignPage() {
  const { id = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const words = useWords(campaignsWords);
  const { language } = useLanguage();
  const mayManage = useMay('campaign.manage');
  const phase = params.get('phase');
  const query = phase === null ? {} : { phase };
  const answer = useRoute(campaignProgressRoutes.progress, { params: { id }, query }, { keepFormer: true });
  const campaign = useRoute(campaignsRoutes.get, { params: { id } }).data;
  const phases = campaign?.phases ?? [];
  return (
    <Page
      title={answer.data?.title ?? words.title}
      lead={
        answer.data && (
          <>
            {answer.data.text[language]}{' '}
            <Badge tone={tones[answer.data.phase.state]}>{words[answer.data.phase.state]}</Badge>
          </>
        )
      }
      back="/campaigns"
      width="full"
      actions={
        mayManage && (
          <LinkButton to={`/campaigns/${id}/edit`} icon={PencilLine}>
            {words.edit}
          </LinkButton>
        )
      }
    >
      {phases.length > 1 && (
        <SelectField
          label={words.phase}
          value={answer.data?.phase.id ?? ''}
          onChange={(event) => setParams({ phase: event.target.value }, { replace: true })}
        >
          {phases.map(({ id: phaseId, title, fromDate, toDate }, i) => (
            <option key={phaseId} value={phaseId}>
              {`${title || `${words.phase} ${i + 1}`}: ${dateText(fromDate, language)} – ${dateText(toDate, language)}`}
            </option>
          ))}
        </SelectField>
      )}
      <Answer of={answer}>{(progress) => <Progress progress={progress} />}</Answer>
      <CampaignReport campaignId={id} title={campaign?.title} />
    </Page>
  );
}

function Progress({ progress }: { progress: CampaignProgressView }) {
  const words = useWords(campaignsWords);
  const { language } = useLanguage();
  const { contents, topics, weeks } = progress;
  const amounts = ({ ms, airings }: { ms: number; airings: number }) => (
    <>
      <td className="number" data-label={words.heard}>
        {lengthText(ms)}
      </td>
      <td className="number" data-label={words.airings}>
        {airings}
      </td>
    </>
  );
  const head = (first: string) => (
    <tr>
      <th>{first}</th>
      <th className="number">{words.heard}</th>
      <th className="number">{words.airings}</th>
    </tr>
  );
  return (
    <>
      <Communes progress={progress} />
      <Card title={words.contents}>
        <Figures>
          <thead>
            <tr>
              <th>{words.contents}</th>
              <th className="number">{words.heard}</th>
              <th className="number">{words.airings}</th>
              <th className="number">{words.reached}</th>
            </tr>
          </thead>
          <tbody>
            {contents.map(({ id, text, bulletins, approved, communes, ...amount }) => (
              <tr key={id}>
                <td className="whole">
                  {text}
                  <div className="quiet small">{words.bulletins(approved, bulletins)}</div>
                </td>
                {amounts(amount)}
                <td className="number" data-label={words.reached}>
                  {communes}
                </td>
              </tr>
            ))}
          </tbody>
        </Figures>
      </Card>
      {topics.length > 0 && (
        <Card title={words.topics}>
          <Figures>
            <thead>{head(words.topic)}</thead>
            <tbody>
              {topics.map(({ code, name, ...amount }) => (
                <tr key={code}>
                  <td className="whole">{name || code || words.noTopic}</td>
                  {amounts(amount)}
                </tr>
              ))}
            </tbody>
          </Figures>
        </Card>
      )}
      {weeks.length > 0 && (
        <Card title={words.weeks}>
          <Figures>
            <thead>{head(words.week)}</thead>
            <tbody>
              {[...weeks].reverse().map(({ from, to, ...amount }) => (
                <tr key={from}>
                  <td className="whole">{`${dateText(from, language)} – ${dateText(to, language)}`}</td>
                  {amounts(amount)}
                </tr>
              ))}
            </tbody>
          </Figures>
        </Card>
      )}
    </>
  );
}

/** What is furthest behind first; an operator asks there what would fit. */
function Communes({ progress }: { progress: CampaignProgressView }) {
  const words = useWords(campaignsWords);
  const mayBook = useRoots('booking.manage').length > 0;
  const [chosen, setChosen] = useState<{ code: string; name: string } | null>(null);
  return (
    <Card title={words.communes}>
      <Figures>
        <thead>
          <tr>
            <th>{words.commune}</th>
            <th className="number">{words.heard}</th>
            <th className="number">{words.airings}</th>
            <th>{words.behind}</th>
          </tr>
        </thead>
        <tbody>
          {progress.communes.map(({ code, name, ms, airings, pace }) => {
            const late = pace.filter(({ behind }) => behind.ms + behind.airings > 0);
            return (
              <tr key={code}>
                <td className="whole">{name}</td>
                <td className="number" data-label={words.heard}>
                  {lengthText(ms)}
                </td>
                <td className="number" data-label={words.airings}>
                  {airings}
                </td>
                <td className="whole">
                  {pace.length === 0 && <span className="quiet">{words.noTargets}</span>}
                  {pace.length > 0 && late.length === 0 && <Badge tone="good">{words.onPace}</Badge>}
                  {late.map(({ targetId, topicCode, behind }) => (
                    <Badge key={targetId} tone="warn">
                      {[
                        topicCode,
                        words.behind,
                        behind.ms > 0 && lengthText(behind.ms),
                        behind.airings > 0 && words.airingsBehind(behind.airings),
                      ]
                        .filter(Boolean)
                        .join(' ')}
                    </Badge>
                  ))}{' '}
                  {mayBook && pace.length > 0 && progress.phase.state === 'running' && (
                    <Button small aria-label={words.proposeFor(name)} onClick={() => setChosen({ code, name })}>
                      {words.propose}
                    </Button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </Figures>
      {progress.notShown > 0 && <p className="quiet">{words.notShown(progress.notShown)}</p>}
      {chosen && (
        <CampaignProposals
          campaignId={progress.campaignId}
          phaseId={progress.phase.id}
          commune={chosen}
          onClose={() => setChosen(null)}
        />
      )}
    </Card>
  );
}
