import { type DynamicModule, Module, type ModuleMetadata, type OnModuleInit } from '@nestjs/common';
import { LedgerWriter } from '../playout';
import { refoldAirings } from './airing-fold.repository';
import { AirtimeController } from './airtime.controller';
import { AirtimeService } from './airtime.service';
import { CommuneScope } from './commune-scope';
import { EvidenceController } from './evidence.controller';
import { RollupVerifier } from './rollup-verifier';

/** Airtime and its reports. From its start on, every ledger row changes the sums in its own transaction. */
@Module({
  controllers: [AirtimeController, EvidenceController],
  providers: [AirtimeService, CommuneScope, RollupVerifier],
  exports: [AirtimeService, CommuneScope, RollupVerifier],
})
export class AirtimeModule implements OnModuleInit {
  /** @param imports the modules of areas, accounts and playout, as the composition root made them */
  static with({ imports }: { imports: NonNullable<ModuleMetadata['imports']> }): DynamicModule {
    return { module: AirtimeModule, imports };
  }

  constructor(private readonly ledger: LedgerWriter) {}

  onModuleInit(): void {
    this.ledger.onAiringsChanged(refoldAirings);
  }
}
