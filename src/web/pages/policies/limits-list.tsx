import { useLanguage, useWords } from '../../app/language';
import { policiesWords } from '../../words/policies';
import { weekdayText } from '../../words/slots';
import type { Policy } from './policy';

/** The limits of an area to read. */
export function LimitsList({ limits }: { limits: Policy['limits'] }) {
  const words = useWords(policiesWords);
  const { language } = useLanguage();
  const { windows, maxSessionMinutes, maxSessionsPerDay, maxVolumePercent, weekdays } = limits;
  const lines = [
    windows && `${words.windows}: ${windows.map(({ from, to }) => `${from}–${to}`).join(', ')}`,
    maxSessionMinutes !== undefined && `${words.maxSessionMinutes}: ${maxSessionMinutes}`,
    maxSessionsPerDay !== undefined && `${words.maxSessionsPerDay}: ${maxSessionsPerDay}`,
    weekdays && `${words.weekdays}: ${weekdays.map((day) => weekdayText(day, language)).join(', ')}`,
    maxVolumePercent !== undefined && `${words.maxVolumePercent}: ${maxVolumePercent}`,
  ].filter((line): line is string => typeof line === 'string');
  if (lines.length === 0) return <p>{words.noOwn}</p>;
  return (
    <ul className="stack-tight">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
