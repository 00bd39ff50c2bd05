import { Controller, StreamableFile } from '@nestjs/common';
import { Readable } from 'node:stream';
import { evidenceRoutes } from '../../contracts/http/evidence';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { LedgerEvidence, type EvidenceLine } from '../playout';
import { CommuneScope } from './commune-scope';

/** The ledger's seals, for those who check them. Roots say nothing of what was on air, so every reviewer may see all. */
@Controller()
export class EvidenceController {
  constructor(
    private readonly evidence: LedgerEvidence,
    private readonly scope: CommuneScope,
  ) {}

  @Endpoint(evidenceRoutes.seals)
  @Allow('ledger.verify')
  async seals(
    @Input() { query }: InputOf<typeof evidenceRoutes.seals>,
  ): Promise<ResponseOf<typeof evidenceRoutes.seals>> {
    return { seals: await this.evidence.list(query.from, query.to) };
  }

  @Endpoint(evidenceRoutes.verify)
  @Allow('ledger.verify')
  verify(): Promise<ResponseOf<typeof evidenceRoutes.verify>> {
    return this.evidence.verify();
  }

  @Endpoint(evidenceRoutes.export)
  @Allow('airtime.export')
  async export(
    @Input() { query }: InputOf<typeof evidenceRoutes.export>,
    @CurrentUser() user: Principal,
  ): Promise<StreamableFile> {
    const communes = await this.scope.communesFor(user, 'airtime.export', query.area);
    return new StreamableFile(Readable.from(linesOf(this.evidence.export(communes)), { objectMode: false }), {
      type: 'application/x-ndjson; charset=utf-8',
      disposition: 'attachment; filename="nhat-ky-phat.ndjson"',
    });
  }
}

async function* linesOf(lines: AsyncIterable<EvidenceLine>): AsyncGenerator<string> {
  let text = '';
  for await (const line of lines) {
    text += `${JSON.stringify(line)}\n`;
    if (text.length < 65_536) continue;
    yield text;
    text = '';
  }
  yield text;
}
