import { execFile } from 'node:child_process';
import type { Programme, Sink } from '../output/sink';

const answerWithinMs = 3000;

export interface Contact {
  open: readonly string[];
  shut: readonly string[];
}

export type RunContact = (command: readonly string[]) => Promise<void>;

/**
 * A sink behind a contact: the amplifier or FM relay is on from the opening of the stream, at most two seconds before the first sample, to
 * its end in silence. The core begins nothing outside the signed windows but emergencies, so the contact is open in neither.
 */
export class ContactSink implements Sink {
  readonly name: string;
  readonly leadMs: number;
  readonly catchUpMs: number;

  constructor(
    private sink: Sink,
    private contact: Contact,
    private run: RunContact = runCommand,
  ) {
    this.name = `${sink.name} + contact`;
    this.leadMs = sink.leadMs;
    this.catchUpMs = sink.catchUpMs;
  }

  /** Rejects when the contact does not open: behind a dead amplifier nothing would be heard. */
  async open(): Promise<void> {
    await this.run(this.contact.open);
    try {
      await this.sink.open();
    } catch (error) {
      await this.run(this.contact.shut).catch(() => undefined);
      throw error;
    }
  }

  write(period: Int16Array, startMonotonicMs: number, programmes: readonly Programme[]): void {
    this.sink.write(period, startMonotonicMs, programmes);
  }

  async close(): Promise<void> {
    try {
      await this.sink.close();
    } finally {
      await this.run(this.contact.shut);
    }
  }
}

function runCommand([program = '', ...args]: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { timeout: answerWithinMs }, (error) =>
      error ? reject(new Error(`${program}: ${error.message}`)) : resolve(),
    );
  });
}
