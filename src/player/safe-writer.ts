/**
 * Writes to the store in order and never throws: what a full disk refuses is kept in memory and written before anything later.
 * Playing goes on meanwhile; the alarm says so.
 */
export class SafeWriter {
  private owed: (() => void)[] = [];

  constructor(private onFailure: (error: Error) => void) {}

  /** Resolves at once; false when the write is owed. */
  write(work: () => void): boolean {
    this.owed.push(work);
    return this.catchUp();
  }

  /** Tries what is owed again. */
  catchUp(): boolean {
    try {
      for (let next = this.owed[0]; next; next = this.owed[0]) {
        next();
        this.owed.shift();
      }
      return true;
    } catch (error) {
      this.onFailure(error as Error);
      return false;
    }
  }

  get owes(): number {
    return this.owed.length;
  }
}
