import type { Client } from '../../contracts/http/client';
import type { PlannedSession } from './session';
import type { CommuneNames } from './stage';

export async function readAirtime(
  _reviewer: Client,
  _planned: PlannedSession[],
  _names: CommuneNames,
  _today: string,
): Promise<{ table: string; faults: string[] }> {
  return { table: '', faults: [] };
}
