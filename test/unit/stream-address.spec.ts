import { fetchStream, streamGuard } from '../../src/platform/network/fetch-stream';
import { streamFault } from '../../src/platform/network/stream-address';
import { hereToo, startStreamServer, type StreamServer } from '../support/stream-server';

describe('X4 streams are fetched from the Internet alone', () => {
  let server: StreamServer;
  beforeAll(async () => (server = await startStreamServer()));
  afterAll(() => server.close());

  it.each([
    ['http://127.0.0.1:8000/live', 'inside'],
    ['http://0x7f.1/live', 'inside'],
    ['http://[::1]/live', 'inside'],
    ['http://[::ffff:10.0.0.1]/live', 'inside'],
    ['https://localhost/live', 'inside'],
    ['http://169.254.169.254/latest/meta-data', 'inside'],
    ['file:///etc/passwd', 'scheme'],
    ['concat:http://a|file:///etc/passwd', 'scheme'],
    ['http://user:secret@stream.vov.vn/live', 'not-a-url'],
    ['vov', 'not-a-url'],
    ['https://stream.vov.vn:8443/live', null],
    ['http://8.8.8.8/live', null],
  ])('%s: %s', (address, fault) => expect(streamFault(address)).toBe(fault));

  it('refuses a name that resolves inside, a redirect there, one without end, and what is no success', async () => {
    const { signal } = new AbortController();
    const inside = { ...streamGuard, faultOf: () => null };
    await expect(fetchStream('http://localhost:9/', signal, inside)).rejects.toThrow('not on the Internet');
    const guard = hereToo(streamGuard);
    const to = (address: string): string => server.url(`/to/${encodeURIComponent(address)}`);
    await expect(fetchStream(to('http://169.254.169.254/x'), signal, guard)).rejects.toThrow('refused (inside)');
    await expect(fetchStream(to('file:///etc/passwd'), signal, guard)).rejects.toThrow('refused (scheme)');
    await expect(fetchStream(to(to(to(to(to(server.url('/')))))), signal, guard)).rejects.toThrow('without end');
    await expect(fetchStream(server.url('/nothing'), signal, guard)).rejects.toThrow('answers 404');
    const answer = await fetchStream(to(server.url('/tone/10')), signal, guard);
    expect(answer.headers['content-type']).toBe('audio/wav');
    answer.destroy();
  });
});
