import { CircleCheckBig, UserRoundCheck } from 'lucide-react';
import { bulletinsRoutes } from '../../../contracts/http/bulletins';
import { useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { LinkButton } from '../../ui/button';
import { Page } from '../../ui/page';
import { Answer, Empty } from '../../ui/states';
import { approveWords } from '../../words/bulletins';
import { WaitingOrders } from '../emergency/waiting-orders';
import { BulletinLine } from '../staff/bulletins-page';

const refreshMs = 10_000;

/** What waits for approval, the urgent first, then the oldest. */
export default function InboxPage() {
  const words = useWords(approveWords);
  const list = useRoute(
    bulletinsRoutes.list,
    { query: { state: ['submitted'], limit: 100 } },
    { refetchMs: refreshMs },
  );
  return (
    <Page
      title={words.title}
      width="narrow"
      actions={
        <LinkButton to="/approvals" icon={UserRoundCheck}>
          {words.toApprovals}
        </LinkButton>
      }
    >
      <WaitingOrders />
      <Answer of={list}>
        {({ bulletins }) =>
          bulletins.length === 0 ? (
            <Empty icon={CircleCheckBig} title={words.none}>
              <p>{words.noneWhat}</p>
            </Empty>
          ) : (
            <ul className="lines">
              {[...bulletins]
                .sort((a, b) => weight[a.priority] - weight[b.priority] || a.createdAt - b.createdAt)
                .flatMap((bulletin) =>
                  bulletin.versions
                    .filter((version) => version.state === 'submitted')
                    .map((version) => (
                      <BulletinLine key={version.id} bulletin={bulletin} to={`/inbox/${bulletin.id}/${version.id}`} />
                    )),
                )}
            </ul>
          )
        }
      </Answer>
    </Page>
  );
}

const weight = { emergency: 0, priority: 1, normal: 2 };
