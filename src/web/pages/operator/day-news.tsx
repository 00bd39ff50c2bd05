import { useState } from 'react';
import { useLanguage, useWords } from '../../app/language';
import { Button } from '../../ui/button';
import { Link } from '../../ui/link';
import { Badge, Card, type Tone } from '../../ui/page';
import { dayWords } from '../../words/day';
import { reasonText } from '../../words/operator';
import type { News } from './session-state';

const order: News['kind'][] = ['decision-needed', 'blocked', 'unplaced', 'left-out', 'carried-over'];
const tones: Record<News['kind'], Tone> = {
  'decision-needed': 'bad',
  blocked: 'bad',
  unplaced: 'warn',
  'left-out': 'warn',
  'carried-over': 'info',
};
const first = 4;

/** Problems before everything else, the gravest on top; each leads to where it is put right. */
export function DayNews({ news, names, date }: { news: News[]; names: Map<string, string>; date: string }) {
  const words = useWords(dayWords);
  const { language } = useLanguage();
  const [all, setAll] = useState(false);
  if (news.length === 0) return null;
  const sorted = [...news].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const shown = all ? sorted.slice(0, 300) : sorted.slice(0, first);
  return (
    <Card title={words.problems}>
      <ul className="news">
        {shown.map((one) => (
          <li key={one.id}>
            <Link to={`/build?area=${encodeURIComponent(one.areaCode)}&date=${date}`}>
              <Badge tone={tones[one.kind]}>{words[one.kind]}</Badge>
              <span className="news-what">
                <strong>{one.title ?? one.slotName}</strong>
                <span>
                  {[
                    names.get(one.areaCode) ?? one.areaCode,
                    ...(one.title && one.slotName ? [one.slotName] : []),
                    reasonText(one.reason, language),
                  ].join(' · ')}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {!all && sorted.length > first && (
        <div>
          <Button small look="quiet" onClick={() => setAll(true)}>
            {words.showAll(sorted.length)}
          </Button>
        </div>
      )}
    </Card>
  );
}
