import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { topicsRoutes, type TopicView } from '../../../contracts/http/topics';
import { useLanguage, useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Tick } from '../../ui/field';
import { Badge, Card, Page } from '../../ui/page';
import { Answer, ProblemNote } from '../../ui/states';
import { topicWords } from '../../words/admin';
import { NewTopic } from './new-topic';
import './admin.css';

/** The official topics with the local ones under them. */
export default function TopicsPage() {
  const words = useWords(topicWords);
  const { language } = useLanguage();
  const mayManage = useMay('topic.manage');
  const [params, setParams] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const [retiring, setRetiring] = useState<TopicView | null>(null);
  const retired = params.has('retired');
  const answer = useRoute(topicsRoutes.list, { query: { retired: String(retired) } }, { keepFormer: true });
  const nameOf = (topic: TopicView): string => (language === 'vi' ? topic.nameVi : topic.nameEn);
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        mayManage && (
          <Button look="primary" icon={Plus} onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        )
      }
    >
      <div className="stack">
        <Tick
          label={words.showRetired}
          checked={retired}
          onChange={({ target }) => setParams(target.checked ? { retired: '1' } : {}, { replace: true })}
        />
        <Answer of={answer}>
          {({ topics }) => (
            <>
              {topics.map((official) => (
                <Card key={official.code} title={`${official.code}. ${nameOf(official)}`}>
                  {official.topics.length > 0 && (
                    <ul className="topic-list">
                      {official.topics.map((topic) => (
                        <li key={topic.code}>
                          <span className="row grow">
                            <span className="topic-code">{topic.code}</span>
                            <span>{nameOf(topic)}</span>
                            {topic.origin === 'local' && <Badge tone="info">{words.local}</Badge>}
                            {topic.retiredAt !== null && <Badge>{words.retired}</Badge>}
                          </span>
                          {mayManage && topic.origin === 'local' && topic.retiredAt === null && (
                            <Button small look="quiet" onClick={() => setRetiring(topic)}>
                              {words.retire}
                            </Button>
                          )}
                        </li>
                      ))}
                    </ul>
                  )}
                </Card>
              ))}
              {adding && <NewTopic topics={topics} onClose={() => setAdding(false)} />}
            </>
          )}
        </Answer>
      </div>
      {retiring && <Retire topic={retiring} name={nameOf(retiring)} onClose={() => setRetiring(null)} />}
    </Page>
  );
}

function Retire({ topic, name, onClose }: { topic: TopicView; name: string; onClose: () => void }) {
  const words = useWords(topicWords);
  const retire = useChange(topicsRoutes.retire);
  return (
    <Dialog
      title={words.retire}
      open
      onClose={onClose}
      footer={
        <Button
          look="danger"
          busy={retire.isPending}
          onClick={() => retire.mutate({ params: { code: topic.code } }, { onSuccess: onClose })}
        >
          {words.retire}
        </Button>
      }
    >
      <p>{words.retireWhat(name)}</p>
      {retire.isError && <ProblemNote error={retire.error} />}
    </Dialog>
  );
}
