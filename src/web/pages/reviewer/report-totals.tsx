import type { SignedReportView } from '../../../contracts/http/airtime';
import { useLanguage, useWords } from '../../app/language';
import { lengthText } from '../../ui/time';
import { airtimeWords } from '../../words/airtime';
import { shareText } from './report-table';

/** What a report says in four figures. */
export function ReportTotals({ report: { totals, programmeMs } }: { report: SignedReportView }) {
  const words = useWords(airtimeWords);
  const { language } = useLanguage();
  const tiles = [
    { name: words.aired, figure: lengthText(totals.airedMs), more: words.airedWhat },
    {
      name: words.planned,
      figure: lengthText(totals.plannedMs),
      more:
        totals.awaiting > 0
          ? words.waiting(totals.awaiting)
          : words.ofPlan(shareText(totals.airedMs, totals.plannedMs, language)),
    },
    { name: words.programme, figure: lengthText(programmeMs), more: words.programmeWhat },
    {
      name: words.coverage,
      figure: shareText(totals.devicesReached, totals.devicesPlanned, language),
      more: [
        words.ofDevices(totals.devicesReached, totals.devicesPlanned),
        ...(totals.zonesAll > 0 ? [words.zones(totals.zonesReached, totals.zonesAll)] : []),
      ].join('; '),
    },
  ];
  return (
    <dl className="tiles">
      {tiles.map(({ name, figure, more }) => (
        <div key={name} className="tile">
          <dt>{name}</dt>
          <dd>{figure}</dd>
          <dd className="quiet small">{more}</dd>
        </div>
      ))}
    </dl>
  );
}
