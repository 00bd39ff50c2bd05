import { PencilLine } from 'lucide-react';
import { useState } from 'react';
import { airtimeRoutes, type LedgerRowView } from '../../../contracts/http/airtime';
import { useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { Button, LinkButton } from '../../ui/button';
import { SelectField } from '../../ui/field';
import { ExplainLink } from '../../ui/explain-link';
import { Figures } from '../../ui/figures';
import { Link } from '../../ui/link';
import { Badge, Card, Page } from '../../ui/page';
import { Answer, Empty } from '../../ui/states';
import { lengthText, Moment } from '../../ui/time';
import { airtimeWords, outputWords, resultTones, resultWords } from '../../words/airtime';
import { CorrectionDialog } from './correction-dialog';
import { useReasonText } from './misses';
import { PeriodFilter } from './period-filter';
import { usePeriod } from './use-period';

type Result = LedgerRowView['result'];

/** The ledger rows behind a figure, page by page. */
export default function RowsPage() {
  const words = useWords(airtimeWords);
  const results = useWords(resultWords);
  const period = usePeriod();
  const [correcting, setCorrecting] = useState<LedgerRowView | null>(null);
  const { from, to, area, params, set } = period;
  const given = (name: string): string | undefined => params.get(name) ?? undefined;
  const result = given('result') as Result | undefined;
  const query = {
    from,
    to,
    ...(area ? { area } : {}),
    topic: given('topic'),
    result,
    device: given('device'),
    airing: given('airing'),
    cursor: given('cursor'),
    limit: 50,
  };
  const answer = useRoute(airtimeRoutes.rows, { query }, { keepFormer: true });
  const at = (changes: Record<string, string>, without: string[] = []): string => {
    const next = new URLSearchParams({ ...Object.fromEntries(params), from, to, ...changes });
    for (const name of without) next.delete(name);
    return `/airtime/rows?${next}`;
  };
  const back = new URLSearchParams({ from, to, ...(area ? { area } : {}) });
  return (
    <Page
      title={words.rows}
      lead={words.rowsOf}
      back={`/airtime?${back}`}
      width="full"
      actions={<LinkButton to={area ? `/explain?area=${area}` : '/explain'}>{words.sounded}</LinkButton>}
    >
      <div className="stack">
        <PeriodFilter period={period}>
          <SelectField
            label={words.result}
            value={result ?? ''}
            onChange={(event) => set({ result: event.target.value })}
          >
            <option value="">{words.anyResult}</option>
            {(Object.keys(results) as Result[]).map((one) => (
              <option key={one} value={one}>
                {results[one]}
              </option>
            ))}
          </SelectField>
        </PeriodFilter>
        <Card>
          <Answer of={answer}>
            {({ rows, nextCursor }) => (
              <>
                {rows.length === 0 ? (
                  <Empty title={words.nothing}>
                    <p>{words.nothingWhat}</p>
                  </Empty>
                ) : (
                  <RowsTable
                    rows={rows}
                    airingAt={(key) => at({ airing: key }, ['cursor', 'topic', 'result'])}
                    onCorrect={setCorrecting}
                  />
                )}
                <div className="row">
                  {params.has('cursor') && <LinkButton to={at({}, ['cursor'])}>{words.firstPage}</LinkButton>}
                  {nextCursor !== null && <LinkButton to={at({ cursor: nextCursor })}>{words.nextPage}</LinkButton>}
                </div>
              </>
            )}
          </Answer>
        </Card>
      </div>
      {correcting && <CorrectionDialog row={correcting} onClose={() => setCorrecting(null)} />}
    </Page>
  );
}

interface RowsTableProps {
  rows: LedgerRowView[];
  airingAt: (key: string) => string;
  onCorrect: (row: LedgerRowView) => void;
}

function RowsTable({ rows, airingAt, onCorrect }: RowsTableProps) {
  const words = useWords(airtimeWords);
  const results = useWords(resultWords);
  const outputs = useWords(outputWords);
  const mayCorrect = useMay('ledger.correct');
  const reasonText = useReasonText();
  return (
    <Figures wide>
      <thead>
        <tr>
          <th>{words.when}</th>
          <th>{words.what}</th>
          <th>{words.device}</th>
          <th>{words.result}</th>
          <th className="number">{words.heard}</th>
          <th className="number">{words.planned}</th>
          <th>{words.sound}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.receivedNumber}>
            <td className="whole">
              <Moment at={row.actualStartAt ?? row.plannedStartAt} />
              <div className="quiet small">{words.rowNumber(row.receivedNumber)}</div>
            </td>
            <th scope="row" className="whole">
              <Link to={airingAt(row.airingKey)} title={words.thisAiring}>
                {row.title}
              </Link>
              <div className="quiet small">
                {row.topic.name || words.noTopic}
                {row.bulletinId && (
                  <>
                    {' · '}
                    <Link className="unbroken" to={`/bulletins/${row.bulletinId}`}>
                      {words.openBulletin}
                    </Link>
                  </>
                )}
              </div>
              {row.note && <div className="small">{row.note}</div>}
            </th>
            <td className="whole">
              {row.device.name}
              <div className="quiet small">{row.commune.name}</div>
            </td>
            <td className="whole">
              <span className="unbroken">
                <Badge tone={resultTones[row.result]}>{results[row.result]}</Badge>
              </span>
              <div className="quiet small">
                {[
                  reasonText(row.reason),
                  row.author ? words.correctedBy(row.author) : '',
                  row.attested ? words.vouched : '',
                  row.speaks ? '' : words.replaced,
                  row.counts ? '' : words.notCounted,
                ]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </div>
            </td>
            <td className="number" data-label={words.heard}>
              {lengthText(row.heardMs)}
            </td>
            <td className="number" data-label={words.planned}>
              {lengthText(row.plannedMs)}
            </td>
            <td className="unbroken" data-label={words.sound}>
              {outputs[row.output]}
            </td>
            <td className={(mayCorrect && row.speaks) || row.bulletinId ? 'whole' : 'if-none'}>
              <div className="figures-does">
                {mayCorrect && row.speaks && (
                  <Button small icon={PencilLine} onClick={() => onCorrect(row)}>
                    {words.correct}
                  </Button>
                )}
                {row.bulletinId && (
                  <ExplainLink
                    areaCode={row.area.code}
                    at={row.plannedStartAt}
                    bulletinId={row.bulletinId}
                    title={row.title}
                  />
                )}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </Figures>
  );
}
