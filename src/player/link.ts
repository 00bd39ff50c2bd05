import type { DeviceMessage, StationMessage } from '../contracts/device/link';

/**
 * The only way out of the player and into it. `send` never blocks and may lose messages when the station is away: whatever must arrive
 * (rows, media requests) is sent again until it is answered.
 */
export interface Link {
  send(message: DeviceMessage): void;
  /** Messages that are not of the contract are dropped before they get here. */
  onMessage(handle: (message: StationMessage) => void): void;
}
