import { X } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../app/language';
import { areasRoutes, type AreaHitView } from '../../contracts/http/areas';
import { useRoute } from '../data/use-route';
import { areaFieldWords } from '../words/areas';
import { IconButton } from './button';
import { Field } from './field';
import './figures.css';

interface AreaFieldProps {
  label: string;
  /** The area's code; empty: none yet. */
  value: string;
  onChange: (code: string) => void;
  level?: 'commune' | 'province';
  /** What stands for no choice, such as "everything I may see". */
  placeholder?: string;
}

/** An area by its new name, an old one or its code. */
export function AreaField({ label, value, onChange, level, placeholder }: AreaFieldProps) {
  const words = useWords(areaFieldWords);
  const [text, setText] = useState('');
  const chosen = useRoute(areasRoutes.get, { params: { code: value } }, { enabled: value !== '', staleMs: 600_000 });
  const wanted = text.trim();
  const found = useRoute(
    areasRoutes.search,
    { query: { q: wanted, limit: 8, ...(level ? { level } : {}) } },
    { enabled: wanted.length > 1, keepFormer: true },
  );
  if (value !== '') {
    return (
      <Field label={label}>
        {(wiring) => (
          <div className="area-chosen" {...wiring} tabIndex={-1}>
            <span>{chosen.data?.area.name ?? value}</span>
            <IconButton icon={X} label={words.change} onClick={() => onChange('')} />
          </div>
        )}
      </Field>
    );
  }
  const choose = (hit: AreaHitView): void => {
    setText('');
    onChange(hit.area.code);
  };
  return (
    <div>
      <Field label={label} hint={words.hint}>
        {(wiring) => (
          <input
            className="input"
            type="search"
            autoComplete="off"
            placeholder={placeholder}
            value={text}
            onChange={(event) => setText(event.target.value)}
            {...wiring}
          />
        )}
      </Field>
      {wanted.length > 1 && found.data && (
        <div className="area-hits">
          {found.data.hits.map((hit) => (
            <button key={hit.area.code} type="button" onClick={() => choose(hit)}>
              <strong>{hit.area.name}</strong> <AreaHitPlace hit={hit} />
            </button>
          ))}
          {found.data.hits.length === 0 && <p className="quiet small">{words.none}</p>}
        </div>
      )}
    </div>
  );
}

/** Where a found area lies, and under which former name it was found. */
export function AreaHitPlace({ hit: { path, formerly } }: { hit: AreaHitView }) {
  const words = useWords(areaFieldWords);
  const parts = [...path.map(({ name }) => name), ...(formerly ? [words.formerly(formerly.name)] : [])];
  return <span className="quiet small">{parts.join(' · ')}</span>;
}
