import { Plus } from 'lucide-react';
import { campaignsRoutes } from '../../../contracts/http/campaigns';
import { useLanguage, useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { LinkButton } from '../../ui/button';
import { Link } from '../../ui/link';
import { Card, Page } from '../../ui/page';
import { Answer, Empty } from '../../ui/states';
import { dateText } from '../../ui/time';
import { campaignsWords } from '../../words/campaigns';

/** The campaigns of one's areas and those from above, newest first. */
export default function CampaignsPage() {
  const words = useWords(campaignsWords);
  const { language } = useLanguage();
  const mayManage = useMay('campaign.manage');
  const answer = useRoute(campaignsRoutes.list, {});
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        mayManage && (
          <LinkButton to="/campaigns/new" icon={Plus}>
            {words.create}
          </LinkButton>
        )
      }
    >
      <Answer of={answer}>
        {({ campaigns }) =>
          campaigns.length === 0 ? (
            <Empty title={words.none}>
              <p>{words.noneWhat}</p>
            </Empty>
          ) : (
            campaigns.map(({ id, title, phases }) => (
              <Card key={id} title={<Link to={`/campaigns/${id}`}>{title}</Link>}>
                <p className="quiet">
                  {words.phases(phases.length)}
                  {phases[0] && `: ${dateText(phases[0].fromDate, language)}`}
                  {phases.length > 0 && ` – ${dateText(phases[phases.length - 1]!.toDate, language)}`}
                </p>
              </Card>
            ))
          )
        }
      </Answer>
    </Page>
  );
}
