/**
 * What features begin to do only when the service serves: catching up, watching, filling horizons. Commands open the same features over
 * the same store and must not do any of it.
 */
export class ServiceStart {
  private readonly tasks: (() => void | Promise<void>)[] = [];

  /** Registers a task; call it in `onModuleInit`. */
  add(task: () => void | Promise<void>): void {
    this.tasks.push(task);
  }

  /** Runs the tasks in the order they came. */
  async run(): Promise<void> {
    for (const task of this.tasks) await task();
  }
}
