import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ordersForManifest } from '../../../domain/playout/orders';
import { CLOCK, type Clock } from '../../../platform/clock/clock';
import { ReadDatabase } from '../../../platform/database/database';
import { AreasService } from '../../areas';
import { ManifestService, type OrderedDevice, type OrderSource } from '../../devices';
import { findStanding } from './orders.repository';

/** Puts what is ordered into the manifests, for devices that no command reaches. */
@Injectable()
export class StandingOrders implements OrderSource, OnModuleInit {
  constructor(
    private readonly read: ReadDatabase,
    private readonly areas: AreasService,
    private readonly manifests: ManifestService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.manifests.ordersFrom(this);
  }

  async ordersFor({ areaCode }: OrderedDevice): ReturnType<OrderSource['ordersFor']> {
    const now = this.clock.nowMs();
    const orders = await findStanding(this.read.manager, this.areas.ancestorsOf(areaCode), now);
    return ordersForManifest(orders, { areaCode }, now);
  }
}
