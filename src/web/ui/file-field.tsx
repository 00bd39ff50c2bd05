import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { Field } from './field';

/** A file, with words of our own: a browser's say "No file chosen" in its language, whatever the page's. */
export function FileField({
  label,
  hint,
  choose,
  icon: Icon,
  accept,
  onFile,
}: {
  label: string;
  hint?: string;
  choose: string;
  icon: LucideIcon;
  accept: string;
  onFile: (file: File) => void;
}) {
  const [name, setName] = useState<string | null>(null);
  return (
    <Field label={label} hint={hint}>
      {(wiring) => (
        <div className="file-field">
          <span className="button button-secondary" aria-hidden>
            <Icon />
            {choose}
          </span>
          {name !== null && <span className="file-name">{name}</span>}
          <input
            {...wiring}
            type="file"
            accept={accept}
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (!file) return;
              setName(file.name);
              onFile(file);
            }}
          />
        </div>
      )}
    </Field>
  );
}
