import { type Role, roles } from '../../../domain/access/roles';
import { useWords } from '../../app/language';
import { areasRoutes } from '../../../contracts/http/areas';
import { useRoute } from '../../data/use-route';
import { AreaField } from '../../ui/area-field';
import { SelectField } from '../../ui/field';
import { peopleWords } from '../../words/admin';
import { shellWords } from '../../words/shell';

export interface NewGrant {
  role: Role;
  areaCode: string;
}

/** A role and where it holds. */
export function GrantFields({ value, onChange }: { value: NewGrant; onChange: (grant: NewGrant) => void }) {
  const words = useWords(peopleWords);
  const names = useWords(shellWords);
  return (
    <>
      <SelectField
        label={words.role}
        value={value.role}
        onChange={(event) => onChange({ ...value, role: event.target.value as Role })}
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {names[role]}
          </option>
        ))}
      </SelectField>
      <AreaField label={words.area} value={value.areaCode} onChange={(areaCode) => onChange({ ...value, areaCode })} />
    </>
  );
}

/** The name of an area of which only the code is known. */
export function AreaName({ code }: { code: string }) {
  const { data } = useRoute(areasRoutes.get, { params: { code } }, { staleMs: 600_000 });
  return <>{data?.area.name ?? code}</>;
}
