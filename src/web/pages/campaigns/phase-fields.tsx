import { Plus, X } from 'lucide-react';
import { useLanguage, useWords } from '../../app/language';
import { Button, IconButton } from '../../ui/button';
import { SelectField, TextArea, TextField } from '../../ui/field';
import { Card } from '../../ui/page';
import { campaignFormWords } from '../../words/campaign-form';
import { useTopics } from '../staff/topic-field';
import { newContent, newTarget, type PhaseDraft, type TargetDraft } from './campaign-draft';

interface PhaseFieldsProps {
  number: number;
  phase: PhaseDraft;
  /** The last phase of a campaign cannot go. */
  only: boolean;
  /** null: the phase goes. */
  onChange: (phase: PhaseDraft | null) => void;
}

/** One phase: its dates, what is to be said in it, and how much of it in each commune. */
export function PhaseFields({ number, phase, only, onChange }: PhaseFieldsProps) {
  const words = useWords(campaignFormWords);
  const put = (part: Partial<PhaseDraft>): void => onChange({ ...phase, ...part });
  return (
    <Card
      title={words.phase(number)}
      aside={!only && <IconButton icon={X} label={words.dropPhase(number)} onClick={() => onChange(null)} />}
    >
      <TextField
        label={words.phaseTitle}
        optional={words.optional}
        maxLength={300}
        value={phase.title}
        onChange={(event) => put({ title: event.target.value })}
      />
      <div className="row">
        <div className="grow">
          <TextField
            label={words.from}
            type="date"
            value={phase.fromDate}
            onChange={(event) => put({ fromDate: event.target.value })}
          />
        </div>
        <div className="grow">
          <TextField
            label={words.to}
            type="date"
            min={phase.fromDate}
            value={phase.toDate}
            onChange={(event) => put({ toDate: event.target.value })}
          />
        </div>
      </div>
      <Contents phase={phase} onChange={put} />
      <Targets targets={phase.targets} onChange={(targets) => put({ targets })} />
    </Card>
  );
}

function TopicSelect({ empty, value, onChange }: { empty: string; value: string; onChange: (code: string) => void }) {
  const words = useWords(campaignFormWords);
  const { language } = useLanguage();
  const topics = useTopics();
  return (
    <SelectField label={words.topic} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{empty}</option>
      {topics.map((topic) => (
        <option key={topic.code} value={topic.code}>
          {topic.code}. {language === 'vi' ? topic.nameVi : topic.nameEn}
        </option>
      ))}
    </SelectField>
  );
}

function Contents({
  phase: { contents },
  onChange,
}: {
  phase: PhaseDraft;
  onChange: (part: Partial<PhaseDraft>) => void;
}) {
  const words = useWords(campaignFormWords);
  return (
    <fieldset className="field stack-tight">
      <legend>{words.contents}</legend>
      {contents.map((content, i) => {
        const put = (part: Partial<typeof content>): void =>
          onChange({ contents: contents.map((one, j) => (j === i ? { ...one, ...part } : one)) });
        return (
          <div key={content.id ?? i} className="stack-tight">
            <TextArea
              label={words.content(i + 1)}
              rows={2}
              maxLength={1000}
              value={content.text}
              onChange={(event) => put({ text: event.target.value })}
            />
            <div className="row row-foot">
              <div className="grow">
                {/* Further topics of a content that has several stay as they are. */}
                <TopicSelect
                  empty={words.noTopic}
                  value={content.topicCodes[0] ?? ''}
                  onChange={(code) =>
                    put({ topicCodes: [...new Set([...(code ? [code] : []), ...content.topicCodes.slice(1)])] })
                  }
                />
              </div>
              {contents.length > 1 && (
                <IconButton
                  icon={X}
                  label={words.dropContent(i + 1)}
                  onClick={() => onChange({ contents: contents.filter((_, j) => j !== i) })}
                />
              )}
            </div>
          </div>
        );
      })}
      <div>
        <Button small look="quiet" icon={Plus} onClick={() => onChange({ contents: [...contents, newContent()] })}>
          {words.addContent}
        </Button>
      </div>
    </fieldset>
  );
}

function Targets({ targets, onChange }: { targets: TargetDraft[]; onChange: (targets: TargetDraft[]) => void }) {
  const words = useWords(campaignFormWords);
  return (
    <fieldset className="field stack-tight">
      <legend>{words.targets}</legend>
      {targets.map((target, i) => {
        const put = (part: Partial<TargetDraft>): void =>
          onChange(targets.map((one, j) => (j === i ? { ...one, ...part } : one)));
        return (
          <fieldset key={target.id ?? i} className="field">
            <legend className="only-heard">{words.target(i + 1)}</legend>
            <TopicSelect empty={words.anyTopic} value={target.topicCode} onChange={(topicCode) => put({ topicCode })} />
            <div className="row row-foot">
              <div className="grow">
                <SelectField
                  label={words.per}
                  value={target.per}
                  onChange={(event) => put({ per: event.target.value as TargetDraft['per'] })}
                >
                  <option value="week">{words.week}</option>
                  <option value="phase">{words.wholePhase}</option>
                </SelectField>
              </div>
              {(['minutes', 'airings'] as const).map((name) => (
                <div key={name} style={{ width: '7rem' }}>
                  <TextField
                    label={words[name]}
                    inputMode="numeric"
                    maxLength={6}
                    value={target[name]}
                    onChange={(event) => put({ [name]: event.target.value })}
                  />
                </div>
              ))}
              <IconButton
                icon={X}
                label={words.dropTarget(i + 1)}
                onClick={() => onChange(targets.filter((_, j) => j !== i))}
              />
            </div>
          </fieldset>
        );
      })}
      <div>
        <Button small look="quiet" icon={Plus} onClick={() => onChange([...targets, newTarget()])}>
          {words.addTarget}
        </Button>
      </div>
    </fieldset>
  );
}
