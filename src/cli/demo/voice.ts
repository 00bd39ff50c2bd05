/** What the demo says: one line per thing that happened, with the seconds since it began. Vietnamese first, English behind it. */
export class Voice {
  private readonly started: number;

  constructor(
    private readonly monotonicMs: () => number,
    private readonly write: (text: string) => void = (text) => process.stdout.write(text),
  ) {
    this.started = monotonicMs();
  }

  /** A new part of the story. */
  part(vi: string, en: string): void {
    this.write(`\n${vi}  ·  ${en}\n`);
  }

  line(text: string): void {
    const seconds = ((this.monotonicMs() - this.started) / 1000).toFixed(1).padStart(6);
    this.write(`${seconds} s  ${text}\n`);
  }

  /** Text as it is, such as a table. */
  plain(text: string): void {
    this.write(`${text}\n`);
  }
}
