import { CircleQuestionMark } from 'lucide-react';
import { wallClockAt } from '../../domain/time/wall-clock';
import { useLanguage } from '../app/language';
import { Link } from './link';
import { defaultZone } from './time';

const words = {
  vi: (title: string) => `Vì sao phát, vì sao không: ${title}`,
  en: (title: string) => `Why it played or not: ${title}`,
};

interface ExplainLinkProps {
  areaCode: string;
  /** The moment asked about. */
  at: number;
  bulletinId: string;
  title: string;
  zone?: string;
}

/** Beside an item: leads to why it did or did not play there then. */
export function ExplainLink({ areaCode, at, bulletinId, title, zone = defaultZone }: ExplainLinkProps) {
  const { language } = useLanguage();
  const { localDate, localTime } = wallClockAt(zone, at);
  const asked = new URLSearchParams({ area: areaCode, at: `${localDate}T${localTime}`, bulletin: bulletinId });
  const label = words[language](title);
  return (
    <Link className="icon-button" to={`/explain?${asked}`} aria-label={label} title={label}>
      <CircleQuestionMark aria-hidden />
    </Link>
  );
}
