import { FileDown, ShieldCheck } from 'lucide-react';
import { evidenceRoutes } from '../../../contracts/http/evidence';
import { addDays } from '../../../domain/time/local-date';
import { useLanguage, useWords } from '../../app/language';
import { fileUrl } from '../../data/download';
import { useMay } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { TextField } from '../../ui/field';
import { Figures } from '../../ui/figures';
import { Card, Page } from '../../ui/page';
import { Answer, Empty } from '../../ui/states';
import { dateText, Moment } from '../../ui/time';
import { evidenceWords } from '../../words/evidence';
import { localToday, usePeriod } from './use-period';
import { Verification } from './verification';

/** The sealed days of the ledger, and whether it is still as it was sealed. */
export default function SealsPage() {
  const words = useWords(evidenceWords);
  const { language } = useLanguage();
  const { params, set } = usePeriod();
  const mayExport = useMay('airtime.export');
  const to = params.get('to') ?? localToday();
  const from = params.get('from') ?? addDays(to, -30);
  const answer = useRoute(evidenceRoutes.seals, { query: { from, to } }, { keepFormer: true });
  return (
    <Page title={words.title} lead={words.lead}>
      <div className="stack">
        <Verification />
        {mayExport && (
          <Card>
            <div className="row row-apart">
              <span className="quiet small grow">{words.exportWhat}</span>
              <a className="button button-secondary" href={fileUrl(evidenceRoutes.export, { query: {} })} download>
                <FileDown aria-hidden />
                <span>{words.export}</span>
              </a>
            </div>
          </Card>
        )}
        <Card title={words.sealedDays}>
          <div className="filters">
            <TextField
              type="date"
              label={words.from}
              value={from}
              max={to}
              onChange={({ target }) => target.value && set({ from: target.value, to })}
            />
            <TextField
              type="date"
              label={words.to}
              value={to}
              min={from}
              onChange={({ target }) => target.value && set({ from, to: target.value })}
            />
          </div>
          <Answer of={answer}>
            {({ seals }) =>
              seals.length === 0 ? (
                <Empty icon={ShieldCheck} title={words.noSeals}>
                  <p>{words.noSealsWhat}</p>
                </Empty>
              ) : (
                <Figures>
                  <thead>
                    <tr>
                      <th>{words.day}</th>
                      <th className="number">{words.rows}</th>
                      <th>{words.sealedAt}</th>
                      <th>{words.root}</th>
                      <th>{words.key}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {[...seals].reverse().map((seal) => (
                      <tr key={seal.day}>
                        <th scope="row" className="whole">
                          {dateText(seal.day, language)}
                        </th>
                        <td className="number" data-label={words.rows}>
                          {seal.lastNumber < seal.firstNumber ? words.noRows : `${seal.firstNumber}–${seal.lastNumber}`}
                        </td>
                        <td data-label={words.sealedAt}>
                          <Moment at={seal.sealedAt} />
                        </td>
                        <td className="whole hash" data-label={words.root} title={seal.root}>
                          {seal.root.slice(0, 16)}…
                        </td>
                        <td className="whole hash" data-label={words.key}>
                          {seal.keyId}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </Figures>
              )
            }
          </Answer>
        </Card>
      </div>
    </Page>
  );
}
