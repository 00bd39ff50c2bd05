import { type ReactNode, useState } from 'react';
import { useWords } from '../../app/language';
import { Button } from '../../ui/button';
import { Link } from '../../ui/link';
import { Badge, Card, Page } from '../../ui/page';
import { Loading } from '../../ui/states';
import { setupWords } from '../../words/setup';
import { type GivenCode, OneTimeCode } from '../admin/one-time-code';
import { AreasStep, TopicsStep } from './list-steps';
import { PeopleStep } from './people-step';
import { PlaceStep } from './place-step';
import './setup.css';
import { type SetupState, steps, type Step, useSetup } from './setup-state';
import { SlotsStep } from './slots-step';
import { WindowsStep } from './windows-step';

/** From an empty station to one that can air: six steps, each to be skipped, in any order. */
export default function SetupPage() {
  const words = useWords(setupWords);
  const setup = useSetup();
  // Here and not in its step, which is over once everybody is there: nobody sees a code a second time.
  const [given, setGiven] = useState<GivenCode | null>(null);
  const count = steps.filter((step) => setup.done[step]).length;
  return (
    <Page title={words.title} lead={words.lead} width="narrow">
      {setup.ready ? (
        <>
          <p role="status">{words.progress(count, steps.length)}</p>
          <ol className="stack setup-steps">
            {steps.map((step, index) => (
              <li key={step}>
                <StepCard step={step} number={index + 1} setup={setup} onCode={setGiven} />
              </li>
            ))}
          </ol>
          <Next />
          {given && <OneTimeCode given={given} onClose={() => setGiven(null)} />}
        </>
      ) : (
        <Loading lines={6} />
      )}
    </Page>
  );
}

interface StepProps {
  step: Step;
  setup: SetupState;
  onCode: (given: GivenCode) => void;
}

function StepCard({ step, number, setup, onCode }: StepProps & { number: number }) {
  const words = useWords(setupWords);
  const done = setup.done[step];
  const later = steps.slice(steps.indexOf(step) + 1).find((one) => !setup.done[one]);
  return (
    <Card
      title={
        <>
          <span className="numbers">{number}.</span> {words[step]}
        </>
      }
      aside={
        <span className="row">
          <Badge tone={done ? 'good' : 'info'}>{done ? words.done : words.open}</Badge>
          {setup.open !== step && (
            <Button
              small
              look="quiet"
              aria-label={`${words.change}: ${words[step]}`}
              onClick={() => setup.go({ step })}
            >
              {words.change}
            </Button>
          )}
        </span>
      }
    >
      {setup.open === step && (
        <>
          {contentOf({ step, setup, onCode })}
          <div>
            <Button look="quiet" onClick={() => setup.go({ step: later ?? '' })}>
              {done ? words.nextStep : words.skip}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}

function contentOf({ step, setup, onCode }: StepProps): ReactNode {
  const { province, commune } = setup;
  if (step === 'areas') return <AreasStep />;
  if (step === 'topics') return <TopicsStep />;
  if (step === 'place') return <PlaceStep setup={setup} />;
  if (!province || !commune) return <NeedsPlace />;
  if (step === 'windows') return <WindowsStep province={province} />;
  if (step === 'people') return <PeopleStep {...{ province, commune, users: setup.users, onCode }} />;
  return <SlotsStep province={province} />;
}

function NeedsPlace() {
  const words = useWords(setupWords);
  return <p>{words.needsPlace}</p>;
}

function Next() {
  const words = useWords(setupWords);
  return (
    <Card title={words.next}>
      <ul className="setup-next">
        <li>
          <Link to="/people">{words.nextPeople}</Link>
        </li>
        <li>
          <Link to="/areas">{words.nextZones}</Link>
        </li>
        <li>
          <Link to="/policies">{words.nextLimits}</Link>
        </li>
        <li>{words.nextOperator}</li>
        <li>{words.nextStaff}</li>
      </ul>
    </Card>
  );
}
