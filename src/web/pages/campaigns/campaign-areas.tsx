import { X } from 'lucide-react';
import { areasRoutes } from '../../../contracts/http/areas';
import { useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { AreaField } from '../../ui/area-field';
import { IconButton } from '../../ui/button';
import { campaignFormWords } from '../../words/campaign-form';

/** The areas of a campaign: it is for each and all below it. */
export function CampaignAreas({ codes, onChange }: { codes: string[]; onChange: (codes: string[]) => void }) {
  const words = useWords(campaignFormWords);
  return (
    <fieldset className="field">
      <legend>{words.areas}</legend>
      <ul className="stack-tight">
        {codes.map((code) => (
          <AreaLine key={code} code={code} onDrop={() => onChange(codes.filter((one) => one !== code))} />
        ))}
      </ul>
      <AreaField
        label={words.addArea}
        value=""
        onChange={(code) => {
          if (code !== '' && !codes.includes(code)) onChange([...codes, code]);
        }}
      />
    </fieldset>
  );
}

function AreaLine({ code, onDrop }: { code: string; onDrop: () => void }) {
  const words = useWords(campaignFormWords);
  const area = useRoute(areasRoutes.get, { params: { code } }, { staleMs: 600_000 });
  const name = area.data?.area.name ?? code;
  return (
    <li className="row row-apart">
      {name}
      <IconButton icon={X} label={words.dropArea(name)} onClick={onDrop} />
    </li>
  );
}
