import type { ReportView } from '../../../contracts/http/reports';
import { useWords } from '../../app/language';
import { Figures } from '../../ui/figures';
import { Card } from '../../ui/page';
import { reportWords } from '../../words/reports';
import './report-sheets.css';

type Sheet = ReportView['sheets'][number];
type Block = Sheet['blocks'][number];

/** A report as its paper says it, in the paper's own language. */
export function ReportSheets({ report }: { report: ReportView }) {
  const words = useWords(reportWords);
  return (
    <div className="stack" lang="vi">
      {report.sheets.map((sheet, i) => (
        <Card key={i}>
          <section className="report-sheet" aria-label={sheet.title}>
            <h2>{sheet.title}</h2>
            {sheet.subtitle.map((line) => (
              <p key={line}>{line}</p>
            ))}
            {sheet.blocks.map((block, j) => (
              <ReportBlock key={j} block={block} />
            ))}
            {sheet.signOff && <p className="report-signed">{sheet.signOff.placeAndDate}</p>}
          </section>
        </Card>
      ))}
      {report.notShown > 0 && <p className="quiet">{words.sheetsNotShown(report.notShown)}</p>}
      <p className="small quiet">{report.footer}</p>
    </div>
  );
}

function ReportBlock({ block }: { block: Block }) {
  if (block.kind === 'text') return <p className="report-text">{block.text}</p>;
  if (block.kind === 'table') return <ReportTable table={block} />;
  return (
    <>
      <h3>{block.heading}</h3>
      <ul className="report-bars">
        {block.bars.map(({ label, text, part }, i) => (
          <li key={i}>
            <span>{label}</span>
            <span className="bar-track" aria-hidden>
              <span className="bar-aired" style={{ width: `${part * 100}%` }} />
            </span>
            <span className="number">{text}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function ReportTable({ table }: { table: Extract<Block, { kind: 'table' }> }) {
  const words = useWords(reportWords);
  const { heading, columns, rows, totals, notShown } = table;
  const look = (i: number): string => (columns[i]?.align === 'right' ? 'number' : 'whole');
  return (
    <>
      {heading && <h3>{heading}</h3>}
      <div className="report-wide">
        <Figures>
          <thead>
            <tr>
              {columns.map((column, i) => (
                <th key={i} className={look(i)}>
                  {column.heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={i}>
                {row.map((cell, j) => (
                  <td key={j} className={look(j)} data-label={columns[j]?.heading}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {totals && (
            <tfoot>
              <tr>
                {totals.map((cell, j) => (
                  <td key={j} className={look(j)} data-label={columns[j]?.heading}>
                    {cell}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </Figures>
      </div>
      {notShown > 0 && <p className="quiet">{words.rowsNotShown(notShown)}</p>}
    </>
  );
}
