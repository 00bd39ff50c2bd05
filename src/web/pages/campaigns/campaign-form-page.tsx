import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { campaignsRoutes, type CampaignView } from '../../../contracts/http/campaigns';
import { wallClockAt } from '../../../domain/time/wall-clock';
import { useWords } from '../../app/language';
import { stationNow } from '../../clock';
import { useRoots } from '../../data/session';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/field';
import { Card, Page } from '../../ui/page';
import { Answer, ProblemNote } from '../../ui/states';
import { defaultZone } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { campaignFormWords } from '../../words/campaign-form';
import { CampaignAreas } from './campaign-areas';
import { type CampaignDraft, campaignOf, draftOf, newPhase, type PhaseDraft } from './campaign-draft';
import { PhaseFields } from './phase-fields';

/** A campaign made or changed as a whole: areas, dated phases, their contents and targets. */
export default function CampaignFormPage() {
  const { id } = useParams();
  const words = useWords(campaignFormWords);
  const answer = useRoute(campaignsRoutes.get, { params: { id: id ?? '' } }, { enabled: id !== undefined });
  return (
    <Page
      title={id === undefined ? words.create : words.edit}
      lead={answer.data?.title}
      back={id === undefined ? '/campaigns' : `/campaigns/${id}`}
      width="narrow"
    >
      {id === undefined ? (
        <CampaignForm stored={null} />
      ) : (
        <Answer of={answer}>{(stored) => <CampaignForm key={stored.revision} stored={stored} />}</Answer>
      )}
    </Page>
  );
}

function CampaignForm({ stored }: { stored: CampaignView | null }) {
  const words = useWords(campaignFormWords);
  const { tell } = useToasts();
  const navigate = useNavigate();
  const today = wallClockAt(defaultZone, stationNow()).localDate;
  const [root] = useRoots('campaign.manage');
  const [draft, setDraft] = useState<CampaignDraft>(() =>
    stored ? draftOf(stored) : { title: '', areaCodes: root ? [root] : [], phases: [newPhase(today, undefined)] },
  );
  const groups = { refresh: ['campaigns', 'campaignProgress'] };
  const create = useChange(campaignsRoutes.create, groups);
  const update = useChange(campaignsRoutes.update, groups);
  const put = (part: Partial<CampaignDraft>): void => setDraft({ ...draft, ...part });
  const putPhase = (index: number, phase: PhaseDraft | null): void =>
    put({ phases: draft.phases.flatMap((one, i) => (i !== index ? [one] : phase ? [phase] : [])) });
  const campaign = campaignOf(draft);
  const done = {
    onSuccess: (saved: CampaignView) => {
      tell(words.saved);
      void navigate(`/campaigns/${saved.id}`);
    },
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (campaign === null) return;
    if (stored === null) create.mutate({ body: campaign }, done);
    else update.mutate({ params: { id: stored.id }, body: { ...campaign, revision: stored.revision } }, done);
  };
  const error = create.error ?? update.error;
  return (
    <form className="stack" onSubmit={submit}>
      <Card>
        <TextField
          label={words.title}
          maxLength={300}
          value={draft.title}
          onChange={(event) => put({ title: event.target.value })}
        />
        <CampaignAreas codes={draft.areaCodes} onChange={(areaCodes) => put({ areaCodes })} />
      </Card>
      {draft.phases.map((phase, i) => (
        <PhaseFields
          key={phase.id ?? i}
          number={i + 1}
          phase={phase}
          only={draft.phases.length === 1}
          onChange={(next) => putPhase(i, next)}
        />
      ))}
      <div>
        <Button icon={Plus} onClick={() => put({ phases: [...draft.phases, newPhase(today, draft.phases.at(-1))] })}>
          {words.addPhase}
        </Button>
      </div>
      {error && <ProblemNote error={error} />}
      <div>
        <Button type="submit" look="primary" busy={create.isPending || update.isPending} disabled={campaign === null}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}
