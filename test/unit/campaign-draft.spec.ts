import { campaignsRoutes, type CampaignView } from '../../src/contracts/http/campaigns';
import { campaignOf, draftOf, newPhase } from '../../src/web/pages/campaigns/campaign-draft';

const stored = campaignsRoutes.get.example.response as CampaignView;

describe('a campaign in the form', () => {
  it('comes out as it went in: what stays keeps its id', () => {
    const { title, areaCodes, phases } = stored;
    expect(campaignOf(draftOf(stored))).toEqual({ title, areaCodes, phases });
  });

  it('is whole only with a title, an area, and a phase with dates in order and a content', () => {
    const draft = draftOf(stored);
    const [first] = draft.phases;
    const phases = (part: object) => ({ ...draft, phases: [{ ...first!, ...part }] });
    expect(campaignOf({ ...draft, title: ' ' })).toBeNull();
    expect(campaignOf({ ...draft, areaCodes: [] })).toBeNull();
    expect(campaignOf({ ...draft, phases: [] })).toBeNull();
    expect(campaignOf(phases({ contents: [{ text: ' ', topicCodes: [] }] }))).toBeNull();
    expect(campaignOf(phases({ fromDate: '2027-01-02', toDate: '2027-01-01' }))).toBeNull();
  });

  it('takes an empty figure for none, and a target without figures for no target', () => {
    const draft = draftOf(stored);
    const target = draft.phases[0]!.targets[0]!;
    const targets = [
      { ...target, minutes: '', airings: '3' },
      { ...target, minutes: 'x', airings: '' },
    ];
    const sent = campaignOf({ ...draft, phases: [{ ...draft.phases[0]!, targets }] });
    expect(sent?.phases[0]?.targets).toMatchObject([{ minutes: null, airings: 3 }]);
  });

  it('goes on the day after the phase before', () => {
    expect(newPhase('2026-01-01', undefined).fromDate).toBe('2026-01-01');
    expect(newPhase('2026-01-01', draftOf(stored).phases[0])).toMatchObject({ fromDate: '2027-01-01' });
  });
});
