import { Writable } from 'node:stream';
import { createLogger } from '../../src/platform/logging/logger';

describe('the log', () => {
  it('holds no secrets, at any depth a request has', () => {
    const lines: string[] = [];
    const destination = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    const log = createLogger({ level: 'info', name: 'test', destination });
    log.info({
      password: 'p1',
      req: { headers: { authorization: 'p2', cookie: 'p3', host: 'h' } },
      user: { token: 'p4' },
    });
    log.debug('not at this level');
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/p[1-4]/);
    expect(JSON.parse(lines[0]!)).toMatchObject({ name: 'test', req: { headers: { host: 'h' } } });
  });
});
