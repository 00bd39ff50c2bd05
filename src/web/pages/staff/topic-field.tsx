import { Check } from 'lucide-react';
import { useState } from 'react';
import { topicsRoutes, type TopicView } from '../../../contracts/http/topics';
import { foldVietnamese } from '../../../domain/text/fold';
import { useLanguage, useWords } from '../../app/language';
import { useKeptRoute } from '../../data/kept';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/field';
import { sendWords } from '../../words/send';

const mostShown = 6;

/** Every topic in use, official and local, as one list. */
export function useTopics(): TopicView[] {
  const { data } = useKeptRoute(topicsRoutes.list, { query: {} });
  return data?.topics.flatMap(({ topics, ...official }) => [official, ...topics]) ?? [];
}

/** What a topic is called; its code while the list is not here yet. */
export function useTopicName(): (code: string) => string {
  const { language } = useLanguage();
  const topics = useTopics();
  return (code) => topics.find((topic) => topic.code === code)?.[language === 'vi' ? 'nameVi' : 'nameEn'] ?? code;
}

/** A topic, found by a few letters without marks. */
export function TopicField({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const words = useWords(sendWords);
  const { language } = useLanguage();
  const [search, setSearch] = useState('');
  const topics = useTopics();
  const nameOf = (topic: TopicView): string => (language === 'vi' ? topic.nameVi : topic.nameEn);
  const chosen = topics.find((topic) => topic.code === value);
  if (chosen)
    return (
      <div className="field">
        <div className="field-name">{words.topic}</div>
        <div className="chosen">
          <Check aria-hidden />
          <span className="grow">{nameOf(chosen)}</span>
          <Button look="quiet" small onClick={() => onChange('')}>
            {words.change}
          </Button>
        </div>
      </div>
    );
  const asked = foldVietnamese(search).split(' ').filter(Boolean);
  const choose = (code: string): void => {
    // The field may be empty again later, as after sending: then with nothing looked for.
    setSearch('');
    onChange(code);
  };
  const hits = topics.filter((topic) => {
    const text = foldVietnamese(`${topic.code} ${topic.nameVi} ${topic.nameEn}`);
    return asked.every((word) => text.includes(word));
  });
  return (
    <div className="stack-tight">
      <TextField
        label={words.topic}
        hint={words.topicHint}
        type="search"
        autoComplete="off"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <div className="hits">
        {hits.slice(0, mostShown).map((topic) => (
          <button key={topic.code} type="button" className="hit" onClick={() => choose(topic.code)}>
            {nameOf(topic)}
          </button>
        ))}
        {topics.length > 0 && hits.length === 0 && <p className="quiet">{words.noTopic}</p>}
      </div>
    </div>
  );
}
