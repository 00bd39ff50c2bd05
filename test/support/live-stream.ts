import { liveHintSchema, type LiveHint } from '../../src/contracts/http/live';

/** What a page hears on /api/live, as it comes. */
export interface LiveStream {
  status: number;
  hints: LiveHint[];
  /** Names of the events that are no hints. */
  marks: string[];
  /** The last id heard: where a broken stream goes on. */
  lastId: string;
  close: () => void;
}

export async function followLive(url: string, token: string, lastId?: string): Promise<LiveStream> {
  const ending = new AbortController();
  const headers = { authorization: `Bearer ${token}`, ...(lastId === undefined ? {} : { 'last-event-id': lastId }) };
  const answer = await fetch(`${url}/api/live`, { headers, signal: ending.signal });
  const stream: LiveStream = { status: answer.status, hints: [], marks: [], lastId: '', close: () => ending.abort() };
  void read(answer, stream).catch(() => undefined);
  return stream;
}

async function read(answer: Response, stream: LiveStream): Promise<void> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of answer.body!) {
    text += decoder.decode(bytes as Uint8Array, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const fields = new Map(
        text
          .slice(0, end)
          .split('\n')
          .map((line) => line.split(/: (.*)/s, 2) as [string, string]),
      );
      text = text.slice(end + 2);
      stream.lastId = fields.get('id') ?? stream.lastId;
      const name = fields.get('event');
      if (name) stream.marks.push(name);
      else stream.hints.push(liveHintSchema.parse(JSON.parse(fields.get('data') ?? '')));
    }
  }
}
