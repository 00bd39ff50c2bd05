import { CircleCheck, ShieldAlert, ShieldCheck, ShieldQuestionMark } from 'lucide-react';
import { evidenceRoutes } from '../../../contracts/http/evidence';
import type { ResponseOf } from '../../../contracts/http/route';
import { useLanguage, useWords } from '../../app/language';
import { useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Card } from '../../ui/page';
import { Note, ProblemNote } from '../../ui/states';
import { evidenceWords, findingWords } from '../../words/evidence';
import '../../ui/figures.css';

/** Checks the ledger and says plainly what came of it. */
export function Verification() {
  const words = useWords(evidenceWords);
  const check = useChange(evidenceRoutes.verify, { refresh: [] });
  return (
    <Card
      title={words.verifyTitle}
      aside={
        <Button look="primary" icon={ShieldCheck} busy={check.isPending} onClick={() => check.mutate({})}>
          {words.verify}
        </Button>
      }
    >
      <p className="quiet">{words.verifyWhat}</p>
      <div role="status">
        {check.isError && <ProblemNote error={check.error} />}
        {check.data && <Verdict of={check.data} />}
      </div>
    </Card>
  );
}

function Verdict({ of: { rows, seals, lastRoot, finding } }: { of: ResponseOf<typeof evidenceRoutes.verify> }) {
  const words = useWords(evidenceWords);
  const findings = useWords(findingWords);
  const { language } = useLanguage();
  const numbers = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB');
  const counted = words.counted(numbers.format(rows), numbers.format(seals));
  if (finding === null && seals === 0) {
    return (
      <Note icon={ShieldQuestionMark}>
        <strong>{words.notYet}</strong>
        <p>{counted}</p>
      </Note>
    );
  }
  if (finding === null) {
    return (
      <Note tone="good" icon={CircleCheck}>
        <strong>{words.whole}</strong>
        <p>{counted}</p>
        <p className="small">
          {words.lastRoot}: <span className="hash">{lastRoot}</span>
        </p>
      </Note>
    );
  }
  const place = [
    findings[finding.kind],
    ...(finding.receivedNumber === null ? [] : [words.atRow(finding.receivedNumber)]),
    ...(finding.day === null ? [] : [words.onDay(finding.day)]),
  ];
  return (
    <Note tone="bad" icon={ShieldAlert}>
      <strong>{words.broken}</strong>
      <p>
        {words.firstFault}: {place.join(', ')}
      </p>
      <p>{words.keepEvidence}</p>
      <p className="small">{counted}</p>
    </Note>
  );
}
