import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseProfile, type LoudnessProfile, type ProfileId } from '../../domain/loudness/profile';
import { projectRoot } from './compiled-file';

/** Where the profiles lie: `audio/profiles` of the project. */
export const profilesDir = path.join(projectRoot, 'audio', 'profiles');

/** Reads and checks one profile. @throws TypeError naming the wrong field */
export function loadProfile(id: ProfileId, dir = profilesDir): LoudnessProfile {
  return parseProfile(JSON.parse(readFileSync(path.join(dir, `${id}.json`), 'utf8')));
}
