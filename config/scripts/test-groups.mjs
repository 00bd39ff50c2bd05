/**
 * `npm test` runs several specs in one file each: loading the service takes a second, and Jest loads it again for every file.
 * The groups are made anew at each run from the specs that lie in the folders of test/, so nobody keeps a list.
 */
import fs from 'node:fs';
import path from 'node:path';

/** Into how many groups the specs of a project go; the others run file by file. */
const groupsOf = { unit: 2, domain: 3, db: 7, media: 5, player: 5, fault: 1 };

function specsIn(dir) {
  return fs.readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) return specsIn(file);
    return entry.name.endsWith('.spec.ts') ? [{ file, size: fs.statSync(file).size }] : [];
  });
}

/** The largest first, each to the group that is lightest by then. */
function balanced(specs, count) {
  const groups = Array.from({ length: count }, () => ({ size: 0, files: [] }));
  for (const { file, size } of specs.sort((a, b) => b.size - a.size || (a.file < b.file ? -1 : 1))) {
    const lightest = groups.reduce((least, group) => (group.size < least.size ? group : least));
    lightest.files.push(file);
    lightest.size += size;
  }
  return groups.map(({ files }) => files.sort());
}

/** Writes the groups to `.cache/test-groups`, from where config/quality/jest.config.cjs takes them. */
export function writeTestGroups(root) {
  const folder = path.join(root, '.cache/test-groups');
  fs.rmSync(folder, { recursive: true, force: true });
  for (const [project, count] of Object.entries(groupsOf)) {
    fs.mkdirSync(path.join(folder, project), { recursive: true });
    balanced(specsIn(path.join(root, 'test', project)), count).forEach((files, index) => {
      const described = files.map((file) => {
        const name = path.relative(root, file);
        return `describe('${name}', () => {\n  require('../../../${name}');\n});\n`;
      });
      fs.writeFileSync(path.join(folder, project, `group-${index + 1}.spec.ts`), described.join(''));
    });
  }
}
