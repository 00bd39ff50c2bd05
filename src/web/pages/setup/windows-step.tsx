import { useState } from 'react';
import type { AreaStepView } from '../../../contracts/http/areas';
import { policiesRoutes } from '../../../contracts/http/policies';
import { scheduleRoutes } from '../../../contracts/http/schedule';
import { useLanguage, useWords } from '../../app/language';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { SelectField } from '../../ui/field';
import { Answer, Note, ProblemNote } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { setupWords } from '../../words/setup';
import { SlotConflicts } from '../operator/slot-conflicts';
import type { SlotConflict } from '../operator/slot-input';
import { LimitsList } from '../policies/limits-list';

/** Limits of the province from a preset (S7, S11); what slots that stand already would lose is named, and nothing is stored. */
export function WindowsStep({ province: { code, name } }: { province: AreaStepView }) {
  const words = useWords(setupWords);
  const { language } = useLanguage();
  const { tell } = useToasts();
  const [chosen, setChosen] = useState<string | null>(null);
  const [conflicts, setConflicts] = useState<SlotConflict[]>([]);
  const presets = useRoute(policiesRoutes.listPresets, {}, { staleMs: Infinity });
  const policy = useRoute(scheduleRoutes.readPolicy, { params: { code } });
  const check = useChange(scheduleRoutes.writePolicy, { refresh: [] });
  const store = useChange(scheduleRoutes.writePolicy);
  const error = check.error ?? store.error;
  return (
    <>
      <p>{words.windowsWhat(name)}</p>
      <Answer of={presets} lines={1}>
        {({ presets: all }) => {
          const preset = all.find((one) => one.code === chosen) ?? all[0];
          if (!preset) return null;
          const { limits } = preset;
          const save = async (): Promise<void> => {
            const { revision } = policy.data ?? { revision: 0 };
            const body = { limits, revision };
            const would = await check.mutateAsync({ params: { code }, body: { ...body, dryRun: true } });
            setConflicts(would.conflicts);
            if (would.conflicts.length > 0) return;
            await store.mutateAsync({ params: { code }, body });
            tell(words.windowsSet);
          };
          return (
            <>
              <SelectField
                label={words.preset}
                hint={preset.source[language]}
                value={preset.code}
                onChange={(event) => {
                  setConflicts([]);
                  setChosen(event.target.value);
                }}
              >
                {all.map((one) => (
                  <option key={one.code} value={one.code}>
                    {one.name[language]}
                  </option>
                ))}
              </SelectField>
              <LimitsList limits={limits} />
              <p className="quiet small">{words.earlier}</p>
              {conflicts.length > 0 && (
                <Note tone="warn">
                  <strong>{words.conflicts}</strong>
                  <SlotConflicts conflicts={conflicts} />
                </Note>
              )}
              {error && <ProblemNote error={error} />}
              <Button
                look="primary"
                wide
                busy={check.isPending || store.isPending}
                disabled={!policy.data}
                onClick={() => void save().catch(() => undefined)}
              >
                {words.useWindows}
              </Button>
            </>
          );
        }}
      </Answer>
    </>
  );
}
