import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { EventDispatcher } from '../../platform/events/event-dispatcher';
import { AudioStore } from '../../platform/storage/audio-store';
import { DeviceHealth } from '../devices';
import { PlayerStarter } from './player-starter';

/** What the station's side of the link takes from the platform. */
@Injectable()
export class StationSide {
  constructor(
    readonly events: EventDispatcher,
    readonly store: AudioStore,
    readonly starter: PlayerStarter,
    @Inject(CLOCK) readonly clock: Clock,
    readonly health: DeviceHealth,
  ) {}
}
