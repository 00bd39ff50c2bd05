import type { DeviceMessage, StationMessage } from '../../contracts/device/link';

/** A player that runs inside this service. */
export interface RunningPlayer {
  send(message: StationMessage): void;
  /** Ends what sounds and writes its results; resolves when it is gone. */
  close(): Promise<void>;
}

export interface PlayerOrder {
  deviceId: string;
  /** IANA zone that names its recordings. */
  timeZone: string;
  /** Everything the device says, in order; `send` answers it. */
  onMessage(message: DeviceMessage, send: (answer: StationMessage) => void): void;
  onCrash(error: Error): void;
}

/** Starts players of embedded devices; the composition root binds the player program to it. */
export abstract class PlayerStarter {
  abstract start(order: PlayerOrder): Promise<RunningPlayer>;
}
