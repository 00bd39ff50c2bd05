import type { Snapshot } from '../playout/manifest';
import type { ItemResult } from './result';
import { outcomeInWords, resultTexts } from './result-words';

/** Vietnamese words of reports and exports, for people who read the paper. */
export const resultWords = Object.fromEntries(
  Object.entries(resultTexts).map(([result, { vi }]) => [result, vi]),
) as Record<ItemResult, string>;

export const reasonInWords = (reason: string | null): string => (reason === null ? '' : outcomeInWords(reason).vi);

const kindWords: Record<Snapshot['kind'], string> = {
  bulletin: 'Bản tin',
  chime: 'Nhạc hiệu',
  relay: 'Tiếp âm',
  text: 'Văn bản đọc',
  live: 'Nói trực tiếp',
};

export const kindInWords = (kind: Snapshot['kind']): string => kindWords[kind];

/** What stands under no topic, in the topic's place. */
export const noTopic = 'Không thuộc lĩnh vực';

/** `h:mm:ss`, rounded to the second; spreadsheets read it as a length. */
export function clockLength(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
