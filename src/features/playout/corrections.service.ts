import { Injectable } from '@nestjs/common';
import { neverBegun, type ItemResult } from '../../domain/airtime/result';
import { Fault } from '../../domain/fault';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { ownBytes } from './book-row';
import type { LedgerRowEntity } from './ledger-row.entity';
import { LedgerWriter } from './ledger-writer';
import { airingId, findAirings, findLedgerRow, lockLedger } from './ledger.repository';

export interface Correction {
  result: ItemResult;
  heardMs: number;
  /** Why. */
  note: string;
}

/** Corrections by a reviewer: new rows that name the old ones (L1). */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly writer: LedgerWriter,
  ) {}

  /** The commune of a ledger row, for deciding who may correct it; null when there is no such row. */
  async communeOf(receivedNumber: number): Promise<string | null> {
    return (await findLedgerRow(this.read.manager, receivedNumber))?.communeCode ?? null;
  }

  /**
   * Corrects the result of a row. The old row stays; the new one speaks for the item from now on. Throws NOT_FOUND without such a row,
   * STATE_FORBIDS for an intent and for a row that another already replaced, INPUT_INVALID for a length where nothing was heard.
   */
  async correct(actor: Actor, receivedNumber: number, correction: Correction): Promise<LedgerRowEntity> {
    if (neverBegun.has(correction.result) && correction.heardMs > 0) {
      const message = `${correction.result} means that nothing was heard`;
      const messageVi = 'kết quả này nghĩa là chưa phát giây nào, nên thời lượng nghe phải là 0';
      throw new Fault('INPUT_INVALID', { issues: [{ path: 'heardMs', message, messageVi }] });
    }
    return this.uow.run(actor, async (tx) => {
      await lockLedger(tx.manager);
      const old = await findLedgerRow(tx.manager, receivedNumber);
      if (!old) throw new Fault('NOT_FOUND', { what: 'ledger row', id: String(receivedNumber) });
      const speaking = (await findAirings(tx.manager, [old])).get(airingId(old))?.receivedNumber;
      if (old.kind === 'intent' || speaking !== receivedNumber) {
        const state = old.kind === 'intent' ? 'intent' : `superseded by ${speaking}`;
        throw new Fault('STATE_FORBIDS', { what: `ledger row ${receivedNumber}`, state, action: 'ledger.correct' });
      }
      const { result, heardMs, note } = correction;
      const content = {
        kind: 'correction',
        supersedes: receivedNumber,
        author: actor,
        result,
        heardMs,
        note,
        at: tx.nowMs,
      };
      const draft: LedgerRowEntity = {
        ...old,
        ...ownBytes(content),
        source: 'correction',
        boot: 'correction',
        receivedAt: tx.nowMs,
        recordedAt: tx.nowMs,
        author: actor.name,
        note,
        result,
        heardMs,
        reason: result === old.result ? old.reason : null,
        supersedes: receivedNumber,
      };
      const [row] = await this.writer.append(tx, [draft]);
      await tx.audit({
        action: 'ledger.corrected',
        entity: 'ledger-row',
        entityId: String(receivedNumber),
        before: { result: old.result, heardMs: old.heardMs },
        after: { result, heardMs, note, receivedNumber: row?.receivedNumber },
      });
      return row!;
    });
  }
}
