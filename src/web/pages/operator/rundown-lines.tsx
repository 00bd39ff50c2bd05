import { ArrowDown, ArrowUp, GripVertical, X } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../app/language';
import { IconButton } from '../../ui/button';
import { ExplainLink } from '../../ui/explain-link';
import { Badge } from '../../ui/page';
import { clockText, lengthText } from '../../ui/time';
import { buildWords } from '../../words/build';
import { draggedBooking, type Queued } from './build-queue';
import type { Line } from './rundown-draft';

const draggedLine = 'application/x-loa-line';

interface LinesProps {
  lines: Line[];
  areaCode: string;
  zone: string;
  /** Starts stand beside the lines while their order is the stored one. */
  timed: boolean;
  changeable: boolean;
  onShift: (ref: string, by: 1 | -1) => void;
  onPlace: (ref: string, before: string | null) => void;
  onOut: (ref: string) => void;
  onAdd: ((booking: Queued) => void) | null;
}

/** The items of a session in order: every drag has its button. */
export function RundownLines(props: LinesProps) {
  const { lines, changeable, onPlace, onAdd } = props;
  const words = useWords(buildWords);
  const [over, setOver] = useState<string | null>(null);
  const drop = (event: React.DragEvent, before: string | null): void => {
    event.preventDefault();
    event.stopPropagation();
    setOver(null);
    const ref = event.dataTransfer.getData(draggedLine);
    const booking = event.dataTransfer.getData(draggedBooking);
    if (ref && changeable) onPlace(ref, before);
    else if (booking && onAdd) onAdd(JSON.parse(booking) as Queued);
  };
  const allow = (event: React.DragEvent, at: string): void => {
    if (!changeable) return;
    event.preventDefault();
    event.stopPropagation();
    if (over !== at) setOver(at);
  };
  return (
    <ol
      className={`lines${over === '' ? ' lines-over' : ''}`}
      onDragOver={(event) => allow(event, '')}
      onDragLeave={() => setOver(null)}
      onDrop={(event) => drop(event, null)}
    >
      {lines.length === 0 && <li className="lines-empty quiet">{words.emptySession}</li>}
      {lines.map((line, index) => (
        <li
          key={line.ref}
          className={`line${over === line.ref ? ' line-over' : ''}`}
          draggable={changeable}
          onDragStart={(event) => {
            event.dataTransfer.setData(draggedLine, line.ref);
            event.dataTransfer.effectAllowed = 'move';
          }}
          onDragOver={(event) => allow(event, line.ref)}
          onDrop={(event) => drop(event, line.ref)}
        >
          {changeable && <GripVertical className="line-grip" aria-hidden />}
          <LineWords {...props} line={line} />
          <LineWhy {...props} line={line} />
          {changeable && <LineMoves {...props} line={line} index={index} />}
        </li>
      ))}
    </ol>
  );
}

function LineWords({ line, zone, timed }: LinesProps & { line: Line }) {
  const words = useWords(buildWords);
  return (
    <div className="line-what">
      <strong>{line.title}</strong>
      <span className="quiet small numbers">
        {[
          ...(timed ? [line.items.map(({ startAt }) => clockText(startAt, zone)).join(', ')] : []),
          lengthText(line.durationMs),
          ...(line.items.length > 1 ? [words.readings(line.items.length)] : []),
        ].join(' · ')}
      </span>
      <div className="row">
        {line.priority && <Badge tone="bad">{words.priority}</Badge>}
        {line.state === 'awaiting-approval' && <Badge tone="warn">{words.awaiting}</Badge>}
        {line.state === 'held' && <Badge tone="warn">{words.held}</Badge>}
      </div>
    </div>
  );
}

function LineWhy({ line: { ref, title, items }, areaCode, zone }: LinesProps & { line: Line }) {
  const [first] = items;
  if (first?.kind !== 'bulletin') return null;
  return <ExplainLink {...{ areaCode, at: first.startAt, bulletinId: ref, title, zone }} />;
}

function LineMoves({ line, lines, index, onShift, onOut }: LinesProps & { line: Line; index: number }) {
  const words = useWords(buildWords);
  return (
    <div className="line-does">
      <IconButton
        icon={ArrowUp}
        label={words.up(line.title)}
        disabled={index === 0}
        onClick={() => onShift(line.ref, -1)}
      />
      <IconButton
        icon={ArrowDown}
        label={words.down(line.title)}
        disabled={index === lines.length - 1}
        onClick={() => onShift(line.ref, 1)}
      />
      <IconButton icon={X} label={words.out(line.title)} onClick={() => onOut(line.ref)} />
    </div>
  );
}
