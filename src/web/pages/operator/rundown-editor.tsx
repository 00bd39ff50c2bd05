import { Info, Lock, TriangleAlert, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useLanguage, useWords } from '../../app/language';
import { Button } from '../../ui/button';
import { Card } from '../../ui/page';
import { Note, ProblemNote } from '../../ui/states';
import { clockText, lengthText, useNow } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { buildWords } from '../../words/build';
import { reasonText } from '../../words/operator';
import type { Queued } from './build-queue';
import { LeftOutList } from './left-out-list';
import { ReasonDialog } from './reason-dialog';
import { RundownConflict } from './rundown-conflict';
import { fixedOf, lengthOf, linesOf, placed, type Rundown, shifted } from './rundown-draft';
import { RundownLines } from './rundown-lines';
import { type RundownDraft, useRundownDraft } from './use-rundown-draft';

interface EditorProps {
  rundown: Rundown;
  zone: string;
  onAdd: ((booking: Queued) => void) | null;
}

/** One session: its order, its total against its length, and what does not fit. */
export function RundownEditor({ rundown, zone, onAdd }: EditorProps) {
  const words = useWords(buildWords);
  const { language } = useLanguage();
  const draft = useRundownDraft(rundown);
  const { shown, order, change } = draft;
  const now = useNow(15_000);
  const changeable = rundown.endAt > now;
  const lines = linesOf(shown);
  const kept = order.flatMap((ref) => lines.find((line) => line.ref === ref) ?? []);
  const title = `${rundown.slotName} ${clockText(rundown.startAt, zone)}–${clockText(rundown.endAt, zone)}`;
  return (
    <Card title={title}>
      <Totals rundown={shown} order={order} />
      {!changeable && <Note tone="neutral">{words.overNote}</Note>}
      {changeable && rundown.frozen && (
        <Note tone="info" icon={Lock}>
          {words.frozenNote}
        </Note>
      )}
      {changeable && !rundown.frozen && (
        <p className="quiet small">{words.freezesAt(clockText(rundown.freezeAt, zone))}</p>
      )}
      {rundown.notes.map(({ code }) => {
        const usual = code === 'policy-exception-used';
        return (
          <Note key={code} tone={usual ? 'info' : 'warn'} icon={usual ? Info : TriangleAlert}>
            <p className="rundown-note">{reasonText(code, language)}</p>
          </Note>
        );
      })}
      {draft.difference && (
        <RundownConflict
          difference={draft.difference}
          onKeepTheirs={draft.drop}
          onReapply={() => void draft.reapply()}
        />
      )}
      {draft.outdated && !draft.difference && (
        <Note tone="warn" icon={TriangleAlert}>
          {words.newer}
        </Note>
      )}
      <RundownLines
        lines={kept}
        areaCode={rundown.areaCode}
        zone={zone}
        timed={!draft.changed}
        changeable={changeable}
        onAdd={onAdd}
        onShift={(ref, by) => change(shifted(order, ref, by))}
        onPlace={(ref, before) => change(placed(order, ref, before))}
        onOut={(ref) => change(order.filter((one) => one !== ref))}
      />
      <FixedParts rundown={shown} zone={zone} />
      {draft.error && <ProblemNote error={draft.error} />}
      {draft.changed && <Saving draft={draft} frozen={rundown.frozen} />}
      <LeftOutList rundown={rundown} changeable={changeable} zone={zone} />
    </Card>
  );
}

function Totals({ rundown, order }: { rundown: Rundown; order: string[] }) {
  const words = useWords(buildWords);
  const whole = rundown.endAt - rundown.startAt;
  const used = lengthOf(rundown, order);
  const left = whole - used;
  return (
    <div className={`totals tone-${left < 0 ? 'bad' : 'good'}`}>
      <div className="row row-apart numbers" aria-live="polite">
        <strong>{words.total(lengthText(used), lengthText(whole))}</strong>
        <span>{left < 0 ? words.tooLong(lengthText(-left)) : words.left(lengthText(left))}</span>
      </div>
      <div className="totals-bar" aria-hidden>
        <i style={{ width: `${Math.min(100, (used / whole) * 100)}%` }} />
      </div>
    </div>
  );
}

function FixedParts({ rundown, zone }: { rundown: Rundown; zone: string }) {
  const words = useWords(buildWords);
  const parts = fixedOf(rundown);
  if (parts.length === 0) return null;
  return (
    <p className="quiet small numbers">
      {words.fixedPart}:{' '}
      {parts
        .map(({ title, startAt, durationMs }) => `${clockText(startAt, zone)} ${title} (${lengthText(durationMs)})`)
        .join(', ')}
    </p>
  );
}

function Saving({ draft, frozen }: { draft: RundownDraft; frozen: boolean }) {
  const words = useWords(buildWords);
  const { tell } = useToasts();
  const [asking, setAsking] = useState(false);
  const done = (): void => {
    setAsking(false);
    tell(words.saved);
  };
  return (
    <div className="saving">
      <Button icon={Undo2} onClick={draft.undo}>
        {words.undo}
      </Button>
      <Button look="quiet" onClick={draft.drop}>
        {words.drop}
      </Button>
      <Button
        look="primary"
        busy={draft.busy}
        disabled={draft.difference !== null}
        onClick={() => (frozen ? setAsking(true) : draft.save(undefined, done))}
      >
        {words.saveOrder}
      </Button>
      {asking && !draft.difference && (
        <ReasonDialog
          title={words.whyTitle}
          confirm={words.saveOrder}
          busy={draft.busy}
          error={draft.error}
          onClose={() => setAsking(false)}
          onSend={(reason) => draft.save(reason, done)}
        />
      )}
    </div>
  );
}
