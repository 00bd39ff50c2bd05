import type { ReactNode } from 'react';
import './figures.css';

/** Rows of figures: a table where it fits, lines one below the other where not; `wide` needs more room for that. */
export function Figures({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? 'figures-room figures-wide' : 'figures-room'}>
      <table className="figures">{children}</table>
    </div>
  );
}
