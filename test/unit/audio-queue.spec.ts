import { AudioQueue } from '../../src/platform/ffmpeg/audio-queue';

/** A job that ends when told, and remembers that it began. */
function job(name: string, begun: string[]): { run: () => Promise<string>; end: () => void } {
  let end!: () => void;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return {
    end: () => end(),
    run: async () => {
      begun.push(name);
      await ended;
      return name;
    },
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('AudioQueue', () => {
  it('runs as many at once as it may, the rest in order', async () => {
    const begun: string[] = [];
    const queue = new AudioQueue(2);
    const jobs = ['a', 'b', 'c', 'd'].map((name) => job(name, begun));
    const results = jobs.map(({ run }) => queue.add(run));
    await settle();
    expect(begun).toEqual(['a', 'b']);
    expect(queue.depth).toEqual({ waiting: 2, running: 2 });
    jobs[1]!.end();
    await settle();
    expect(begun).toEqual(['a', 'b', 'c']);
    jobs.forEach(({ end }) => end());
    expect(await Promise.all(results)).toEqual(['a', 'b', 'c', 'd']);
    await settle();
    expect(queue.depth).toEqual({ waiting: 0, running: 0 });
  });

  it('takes urgent work first, in its own order', async () => {
    const begun: string[] = [];
    const queue = new AudioQueue(1);
    const jobs = ['running', 'normal', 'urgent 1', 'urgent 2'].map((name) => job(name, begun));
    const results = jobs.map(({ run }, i) => queue.add(run, { urgent: i >= 2 }));
    jobs.forEach(({ end }) => end());
    await Promise.all(results);
    expect(begun).toEqual(['running', 'urgent 1', 'urgent 2', 'normal']);
  });

  it('goes on after a failure', async () => {
    const queue = new AudioQueue(1);
    await expect(queue.add(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await queue.add(async () => 'next')).toBe('next');
  });

  it('never starts what was withdrawn while it waited', async () => {
    const begun: string[] = [];
    const queue = new AudioQueue(1);
    const first = job('first', begun);
    const running = queue.add(first.run);
    const stop = new AbortController();
    const waiting = queue.add(job('withdrawn', begun).run, { signal: stop.signal });
    stop.abort(new Error('not needed'));
    await expect(waiting).rejects.toThrow('not needed');
    await expect(queue.add(job('late', begun).run, { signal: stop.signal })).rejects.toThrow('not needed');
    first.end();
    await running;
    expect(begun).toEqual(['first']);
    expect(queue.depth).toEqual({ waiting: 0, running: 0 });
  });

  it('leaves one core free and has at least one worker', () => {
    expect(new AudioQueue().concurrency).toBeGreaterThanOrEqual(1);
  });
});
