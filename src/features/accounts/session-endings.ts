import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/transaction';

type Work = (tx: Transaction, userId: string) => Promise<void>;

/** What later features let go of when every session of a user ends, in the same transaction: nobody is told on a lost phone. */
@Injectable()
export class SessionEndings {
  private readonly works: Work[] = [];

  alsoEnd(work: Work): void {
    this.works.push(work);
  }

  async ended(tx: Transaction, userId: string): Promise<void> {
    for (const work of this.works) await work(tx, userId);
  }
}
