import { useState } from 'react';
import { areasRoutes } from '../../../contracts/http/areas';
import { useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { SelectField } from '../../ui/field';
import { setupWords } from '../../words/setup';
import { root, type SetupState } from './setup-state';

/** The province and its first commune; from then on they stand in the URL, and later in what is made for them. */
export function PlaceStep({ setup }: { setup: SetupState }) {
  const words = useWords(setupWords);
  // What the station has already may come after this step is open.
  const [chosen, setChosen] = useState<{ province: string; commune: string } | null>(null);
  const { province, commune } = chosen ?? {
    province: setup.province?.code ?? '',
    commune: setup.commune?.code ?? '',
  };
  const provinces = useRoute(areasRoutes.children, { params: { code: root } });
  const communes = useRoute(areasRoutes.children, { params: { code: province } }, { enabled: province !== '' });
  return (
    <>
      <p>{words.placeWhat}</p>
      <SelectField
        label={words.province}
        value={province}
        onChange={(event) => setChosen({ province: event.target.value, commune: '' })}
      >
        <option value="">–</option>
        {provinces.data?.areas.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={words.commune}
        value={commune}
        disabled={province === ''}
        onChange={(event) => setChosen({ province, commune: event.target.value })}
      >
        <option value="">–</option>
        {communes.data?.areas.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <Button
        look="primary"
        wide
        disabled={province === '' || commune === ''}
        onClick={() => setup.go({ province, commune })}
      >
        {words.choose}
      </Button>
    </>
  );
}
