import { In, type EntityManager } from 'typeorm';
import { ReportMailEntity } from './report-mail.entity';

export async function insertMails(manager: EntityManager, mails: ReportMailEntity[]): Promise<void> {
  if (mails.length > 0) await manager.insert(ReportMailEntity, mails);
}

export const findMail = (manager: EntityManager, id: string): Promise<ReportMailEntity | null> =>
  manager.findOneBy(ReportMailEntity, { id });

/** Those of the period that a report was drawn up for last. */
export const listMails = (
  manager: EntityManager,
  reports: readonly { id: string; lastTo: string | null }[],
): Promise<ReportMailEntity[]> => {
  const periods = reports.flatMap(({ lastTo }) => (lastTo === null ? [] : [lastTo]));
  if (periods.length === 0) return Promise.resolve([]);
  return manager.find(ReportMailEntity, {
    where: { savedReportId: In(reports.map(({ id }) => id)), periodTo: In([...new Set(periods)]) },
    order: { address: 'ASC' },
  });
};

export async function saveMail(manager: EntityManager, id: string, change: Partial<ReportMailEntity>): Promise<void> {
  await manager.update(ReportMailEntity, { id }, change);
}

export async function deleteMails(manager: EntityManager, savedReportId: string): Promise<void> {
  await manager.delete(ReportMailEntity, { savedReportId });
}
