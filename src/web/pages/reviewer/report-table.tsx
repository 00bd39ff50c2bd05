import type { SignedReportView } from '../../../contracts/http/airtime';
import { useLanguage, useWords } from '../../app/language';
import { Figures } from '../../ui/figures';
import { Link } from '../../ui/link';
import { dateText, lengthText } from '../../ui/time';
import { airtimeWords } from '../../words/airtime';

type Line = SignedReportView['lines'][number];

export const shareText = (part: number, whole: number, language: 'vi' | 'en'): string =>
  whole === 0
    ? '–'
    : new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
        style: 'percent',
        maximumFractionDigits: 1,
      }).format(part / whole);

const languageNames: Record<string, { vi: string; en: string }> = {
  vi: { vi: 'Tiếng Việt', en: 'Vietnamese' },
  en: { vi: 'Tiếng Anh', en: 'English' },
};

/** The report's lines with bars: hollow is planned, full is aired. */
export function ReportTable({ report, rowsOf }: { report: SignedReportView; rowsOf: (line: Line) => string | null }) {
  const words = useWords(airtimeWords);
  const { language } = useLanguage();
  const longest = Math.max(1, ...report.lines.map(({ plannedMs, airedMs }) => Math.max(plannedMs, airedMs)));
  const nameOf = (line: Line): string =>
    report.by
      .map((axis) => {
        if (axis === 'topic') return line.topic?.name || words.noTopic;
        if (axis === 'commune') return line.commune?.name ?? '–';
        if (axis === 'day') return line.day ? dateText(line.day, language) : '–';
        return languageNames[line.language ?? '']?.[language] ?? line.language ?? '–';
      })
      .join(' · ');
  const kept = (ms: number | undefined) =>
    ms === undefined ? <span className="quiet small">{words.notRecorded}</span> : lengthText(ms);
  const figures = (line: Line) => (
    <>
      <td className="number" data-label={words.aired}>
        {lengthText(line.airedMs)}
      </td>
      <td className="number" data-label={words.planned}>
        {lengthText(line.plannedMs)}
      </td>
      <td className="number" data-label={words.delivered}>
        {kept(line.deliveredMs)}
      </td>
      <td className="number" data-label={words.heardItself}>
        {kept(line.soundedMs)}
      </td>
      <td className="number" data-label={words.share}>
        {shareText(line.airedMs, line.plannedMs, language)}
      </td>
      <td className="number" data-label={words.airings}>
        {line.airings}
      </td>
      <td className={line.attestedMs > 0 ? 'number' : 'number if-none'} data-label={words.attested}>
        {line.attestedMs > 0 ? lengthText(line.attestedMs) : '–'}
      </td>
    </>
  );
  return (
    <Figures wide>
      <thead>
        <tr>
          <th>{words[axisWord(report.by)]}</th>
          <th>
            <span className="legend">
              <span>
                <i className="bar-aired" aria-hidden />
                {words.aired}
              </span>
              <span>
                <i className="bar-planned" aria-hidden />
                {words.planned}
              </span>
            </span>
          </th>
          <th className="number">{words.aired}</th>
          <th className="number">{words.planned}</th>
          <th className="number">{words.delivered}</th>
          <th className="number">{words.heardItself}</th>
          <th className="number">{words.share}</th>
          <th className="number">{words.airings}</th>
          <th className="number">{words.attested}</th>
        </tr>
      </thead>
      <tbody>
        {report.lines.map((line) => {
          const to = rowsOf(line);
          return (
            <tr key={[line.topic?.code, line.commune?.code, line.day, line.language].join('|')}>
              <th scope="row" className="whole">
                {to ? <Link to={to}>{nameOf(line)}</Link> : nameOf(line)}
              </th>
              <td className="whole bar-cell">
                <div className="bar-track" aria-hidden>
                  <span className="bar-planned" style={{ width: `${(line.plannedMs / longest) * 100}%` }} />
                  <span className="bar-aired" style={{ width: `${(line.airedMs / longest) * 100}%` }} />
                </div>
              </td>
              {figures(line)}
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr className="total-row">
          <th scope="row" className="whole">
            {words.total}
          </th>
          <td className="whole" />
          {figures(report.totals)}
        </tr>
      </tfoot>
    </Figures>
  );
}

function axisWord(by: SignedReportView['by']): 'byTopic' | 'byCommune' | 'byTopicCommune' | 'byDay' | 'byLanguage' {
  if (by.length > 1) return 'byTopicCommune';
  return by[0] === 'commune'
    ? 'byCommune'
    : by[0] === 'day'
      ? 'byDay'
      : by[0] === 'language'
        ? 'byLanguage'
        : 'byTopic';
}
