import fs from 'node:fs';
import path from 'node:path';
import { versionStates } from '../../src/domain/bulletins/version-states';
import { orderKinds } from '../../src/domain/playout/orders';
import { slotChangeKinds } from '../../src/features/schedule/slot-change.entity';
import { auditActionText } from '../../src/web/words/audit-actions';

const sources = path.resolve(__dirname, '../../src');

/** Every action that the program writes into its audit by name. */
function writtenActions(): string[] {
  const files = fs.readdirSync(path.join(sources, 'features'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = fs.readFileSync(path.join(sources, 'features', file), 'utf8');
      return [...text.matchAll(/audit\(\{\s*action: '([^']+)'/g)].map(([, action]) => action!);
    });
}

describe('X5: the audit in words', () => {
  it('every action that is written has words in both languages', () => {
    const actions = [
      ...writtenActions(),
      ...versionStates.slice(1).map((state) => `bulletin.version.${state}`),
      ...slotChangeKinds.map((kind) => `slot.${kind}`),
      ...orderKinds.flatMap((kind) => ['begun', 'ended'].map((what) => `order.${kind}.${what}`)),
    ];
    expect(actions.length).toBeGreaterThan(80);
    const wordless = actions.filter((action) => !auditActionText(action, 'vi') || !auditActionText(action, 'en'));
    expect(wordless).toEqual([]);
    expect(auditActionText('bulletin.version.approved', 'vi')).toBe('Bản ghi của bản tin: duyệt');
    expect(auditActionText('something.else', 'vi')).toBeNull();
  });
});
