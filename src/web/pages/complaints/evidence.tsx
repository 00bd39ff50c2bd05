import type { ComplaintFileView } from '../../../contracts/http/complaints';
import { useWords } from '../../app/language';
import '../../ui/figures.css';
import { Badge, Card } from '../../ui/page';
import { clockText, lengthText, Moment } from '../../ui/time';
import { complaintsWords, verdictTones } from '../../words/complaints';

type Taken = ComplaintFileView['evidence'][number];

/** One frozen copy: each device, the rows around that time, and the hash of it all. */
export function Evidence({ taken: { takenAt, takenBy, evidence, evidenceHash } }: { taken: Taken }) {
  const words = useWords(complaintsWords);
  const names = new Map(evidence.devices.map(({ deviceId, name }) => [deviceId, name]));
  return (
    <Card title={words.evidence} aside={<Badge tone={verdictTones[evidence.verdict]}>{words[evidence.verdict]}</Badge>}>
      <p className="quiet small">
        {words.taken(takenBy)} <Moment at={takenAt} inSentence />
      </p>
      <h3>{words.devices}</h3>
      {evidence.devices.length === 0 && <p className="quiet">{words.noDevices}</p>}
      <ul className="stack-tight">
        {evidence.devices.map(({ deviceId, name, verdict, why, inPlace, lastRowAt }) => (
          <li key={deviceId} className="row">
            <Badge tone={verdictTones[verdict]}>{words[verdict]}</Badge>
            <span className="grow">
              <strong>{name}</strong>{' '}
              <span className="quiet small">
                {[...(inPlace ? [words.inPlace] : []), ...why.map((one) => words[one])].join(', ')}
                {lastRowAt !== null && (
                  <>
                    {` · ${words.lastRow}: `}
                    <Moment at={lastRowAt} inSentence />
                  </>
                )}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <h3>{words.rows}</h3>
      {evidence.rows.length === 0 && <p className="quiet">{words.noRows}</p>}
      <ul className="stack-tight">
        {evidence.rows.map(({ receivedNumber, deviceId, title, actualStartAt, plannedStartAt, heardMs, speaks }) => (
          <li key={receivedNumber} className={speaks ? undefined : 'quiet'}>
            <strong className="numbers">{clockText(actualStartAt ?? plannedStartAt)}</strong> {title}{' '}
            <span className="quiet small">
              {names.get(deviceId) ?? deviceId} · {lengthText(heardMs)} · #{receivedNumber}
            </span>
          </li>
        ))}
      </ul>
      <p className="small">
        {words.hash}: <span className="hash">{evidenceHash}</span>
      </p>
    </Card>
  );
}
