import { BellOff, Check, CheckCheck, Settings } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { notificationsRoutes, type NoticeView } from '../../../contracts/http/notifications';
import { useLanguage, useWords } from '../../app/language';
import { useChange, useRoute } from '../../data/use-route';
import { Button, IconButton, LinkButton } from '../../ui/button';
import { Link } from '../../ui/link';
import { Badge, Page } from '../../ui/page';
import { Paging } from '../../ui/paging';
import { Answer, Empty } from '../../ui/states';
import { Moment } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { noticesWords } from '../../words/notices';
import './notices.css';
import { PushSwitch } from './push-switch';

/** What one was told, newest first; each leads to the thing it is about. */
export default function NoticesPage() {
  const words = useWords(noticesWords);
  const { tellProblem } = useToasts();
  const [params, setParams] = useSearchParams();
  const before = params.get('before') ?? undefined;
  const answer = useRoute(notificationsRoutes.list, { query: { before } }, { refetchMs: 30_000, keepFormer: true });
  const read = useChange(notificationsRoutes.markRead);
  const mark = (upTo: string): void => read.mutate({ body: { upTo } }, { onError: tellProblem });
  const newest = answer.data?.notices[0];
  const unread = answer.data?.unread ?? 0;
  return (
    <Page
      title={words.title}
      width="narrow"
      lead={answer.data && words.unread(unread)}
      actions={
        <>
          {newest && unread > 0 && before === undefined && (
            <Button icon={CheckCheck} busy={read.isPending} onClick={() => mark(newest.id)}>
              {words.readAll}
            </Button>
          )}
          <LinkButton to="/notices/settings" icon={Settings}>
            {words.settings}
          </LinkButton>
        </>
      }
    >
      <PushSwitch />
      <Answer of={answer} lines={5}>
        {({ notices, next }) => (
          <>
            {notices.length === 0 && (
              <Empty icon={BellOff} title={words.none}>
                <p>{words.noneWhat}</p>
              </Empty>
            )}
            <ul className="notices">
              {notices.map((notice) => (
                <Notice key={notice.id} notice={notice} onRead={() => mark(notice.id)} />
              ))}
            </ul>
            <Paging newestFirst at={before ?? ''} next={next} go={(at) => setParams(at === '' ? {} : { before: at })} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function Notice({ notice, onRead }: { notice: NoticeView; onRead: () => void }) {
  const words = useWords(noticesWords);
  const { language } = useLanguage();
  const { page, text, at, readAt, deliveries } = notice;
  const said = text[language];
  return (
    <li className={`notice${readAt === null ? ' notice-new' : ''}`}>
      <Link to={page} className="notice-what">
        <span className="notice-text">{said}</span>
        <span className="quiet small">
          {readAt === null && <Badge tone="info">{words.unreadOne}</Badge>} <Moment at={at} />
          {deliveries.map(({ channel, state }) => ` · ${words[channel]}: ${words[state]}`)}
        </span>
      </Link>
      {readAt === null && <IconButton icon={Check} label={words.readUpTo(said)} onClick={onRead} />}
    </li>
  );
}
