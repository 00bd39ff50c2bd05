import { useEffect, useState } from 'react';
import { useLanguage } from '../app/language';
import { every, stationNow } from '../clock';
import type { Language } from '../../contracts/http/problem';
import { addDays } from '../../domain/time/local-date';
import { wallClockAt } from '../../domain/time/wall-clock';
import { within } from '../words/within';

/** Where no area says otherwise. */
export const defaultZone = 'Asia/Ho_Chi_Minh';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', options);
    formats.set(key, known);
  }
  return known;
}

const dayWords = {
  vi: { yesterday: 'Hôm qua', today: 'Hôm nay', tomorrow: 'Ngày mai' },
  en: { yesterday: 'Yesterday', today: 'Today', tomorrow: 'Tomorrow' },
};

/** 06:00, on the station's wall whatever the browser's zone. */
export const clockText = (at: number, zone = defaultZone): string => wallClockAt(zone, at).localTime;

/** Today, tomorrow, or the date, of a local date. */
export function dateText(localDate: string, language: Language, zone = defaultZone): string {
  const today = wallClockAt(zone, stationNow()).localDate;
  const words = dayWords[language];
  if (localDate === today) return words.today;
  if (localDate === addDays(today, 1)) return words.tomorrow;
  if (localDate === addDays(today, -1)) return words.yesterday;
  const year = localDate.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' as const };
  const at = Date.parse(`${localDate}T12:00:00Z`);
  const said = format(language, {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'numeric',
    ...year,
  }).format(at);
  // British dates have a comma before the year's form only.
  return language === 'vi' ? said : said.replace(',', '');
}

/** "Hôm nay 17:06": an instant as people of the station say it. */
export function momentText(at: number, language: Language, zone = defaultZone): string {
  return `${dateText(wallClockAt(zone, at).localDate, language, zone)} ${clockText(at, zone)}`;
}

/** An instant on the page, in the station's zone; the exact one on hover. */
export function Moment({
  at,
  zone = defaultZone,
  timeOnly = false,
  inSentence = false,
}: {
  at: number;
  zone?: string;
  timeOnly?: boolean;
  inSentence?: boolean;
}) {
  const words = (said: string): string => (inSentence ? within(said) : said);
  const { language } = useLanguage();
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={`${wallClockAt(zone, at).localDate} ${clockText(at, zone)} ${zone}`}
    >
      {timeOnly ? clockText(at, zone) : words(momentText(at, language, zone))}
    </time>
  );
}

/** 1:05, or 1:02:05: a length. */
export function lengthText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** The station's time, kept fresh. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(stationNow);
  useEffect(() => every(everyMs, () => setNow(stationNow())), [everyMs]);
  return now;
}
