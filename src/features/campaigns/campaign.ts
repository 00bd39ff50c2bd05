import type { CampaignTarget } from '../../domain/campaigns/target';
import { Fault } from '../../domain/fault';
import { isLocalDate } from '../../domain/time/local-date';

/** A content to cover; bulletins refer to it by campaign and content id. */
export interface CampaignContent {
  id: string;
  text: string;
  topicCodes: string[];
}

/** A stretch of local dates, both included. */
export interface CampaignPhase {
  id: string;
  title: string;
  fromDate: string;
  toDate: string;
  contents: CampaignContent[];
  targets: CampaignTarget[];
}

/** A communication plan (kế hoạch tuyên truyền) for areas and all below them. */
export interface Campaign {
  id: string;
  title: string;
  areaCodes: string[];
  /** In the order of their dates. */
  phases: CampaignPhase[];
  /** Goes up with every change; a change carries the one its user saw. */
  revision: number;
  createdAt: number;
}

/** Phases in the order of their dates. Throws INPUT_INVALID for a date that is none, an end before its start, an overlap. */
export function orderPhases<P extends { fromDate: string; toDate: string }>(phases: readonly P[]): P[] {
  const placed = phases.map((phase, i) => ({ phase, path: `phases.${i}` }));
  placed.sort((a, b) => (a.phase.fromDate < b.phase.fromDate ? -1 : 1));
  const issues = placed.flatMap(({ phase: { fromDate, toDate }, path }, i) => {
    if (!isLocalDate(fromDate) || !isLocalDate(toDate)) {
      return [{ path, message: 'needs two dates, YYYY-MM-DD', messageVi: 'cần hai ngày dạng NĂM-THÁNG-NGÀY' }];
    }
    if (toDate < fromDate) {
      return [{ path, message: 'ends before it begins', messageVi: 'ngày cuối đứng trước ngày đầu' }];
    }
    const earlier = placed[i - 1]?.phase;
    if (earlier === undefined || earlier.toDate < fromDate) return [];
    const message = `begins before the phase until ${earlier.toDate} is over`;
    return [{ path, message, messageVi: `bắt đầu khi giai đoạn đến ${earlier.toDate} chưa hết` }];
  });
  if (issues.length > 0) throw new Fault('INPUT_INVALID', { issues });
  return placed.map(({ phase }) => phase);
}
