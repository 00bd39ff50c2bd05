import { CircleCheck, Info, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { Tone } from '../../ui/page';

export const colours = ['red', 'amber', 'green'] as const;

/** Every colour has its shape: nobody needs the colours. */
export const faces: Record<(typeof colours)[number] | 'info', { tone: Tone; icon: LucideIcon }> = {
  red: { tone: 'bad', icon: OctagonAlert },
  amber: { tone: 'warn', icon: TriangleAlert },
  green: { tone: 'good', icon: CircleCheck },
  info: { tone: 'info', icon: Info },
};
