import { DetailedError, type HttpRequest, type HttpStack, Upload } from 'tus-js-client';
import { paths, refusalOf } from './station';
import type { Waiting } from './waiting';

const partBytes = 512 * 1024;

/**
 * Sends the recording in parts, going on where an earlier try ended, and answers the path of the upload. Throws SignInNeeded, Refused,
 * or anything else where another try may help.
 */
export function uploadRecording(
  { draft, upload: former }: Waiting,
  { onUpload, onPart }: { onUpload: (path: string) => Promise<void>; onPart: (part: number) => void },
): Promise<string> {
  const { recording } = draft;
  if (!recording) return Promise.reject(new Error('no recording'));
  const { href } = self.location;
  return new Promise((resolve, reject) => {
    const upload = new Upload(recording.content, {
      endpoint: new URL(paths.uploads, href).href,
      ...(former ? { uploadUrl: new URL(former, href).href } : {}),
      metadata: {
        areaCode: draft.areaCode,
        filename: recording.name,
        profile: 'speech',
        urgent: draft.priority === 'emergency' ? 'yes' : 'no',
      },
      chunkSize: partBytes,
      retryDelays: [0, 1_000, 3_000],
      storeFingerprintForResuming: false,
      ...(typeof XMLHttpRequest === 'undefined' ? { httpStack: fetchStack } : {}),
      onUploadUrlAvailable: () => void onUpload(pathOf(upload)).catch(() => undefined),
      onProgress: (sent, all) => onPart(all === 0 ? 0 : sent / all),
      onError: (error) => {
        const answer = error instanceof DetailedError ? error.originalResponse : null;
        reject((answer && refusalOf(answer.getStatus(), answer.getBody())) ?? error);
      },
      onSuccess: () => resolve(pathOf(upload)),
    });
    upload.start();
  });
}

const pathOf = ({ url }: Upload): string => new URL(url ?? '', self.location.href).pathname;

/** A service worker has no XMLHttpRequest. */
const fetchStack: HttpStack = {
  getName: () => 'fetch',
  createRequest(method, url): HttpRequest {
    const headers = new Map<string, string>();
    const ending = new AbortController();
    return {
      getMethod: () => method,
      getURL: () => url,
      setHeader: (name, value) => void headers.set(name, value),
      getHeader: (name) => headers.get(name),
      setProgressHandler: () => undefined,
      getUnderlyingObject: () => undefined,
      abort: () => Promise.resolve(ending.abort()),
      async send(body: BodyInit | null = null) {
        const answer = await fetch(url, { method, headers: Object.fromEntries(headers), body, signal: ending.signal });
        const text = await answer.text();
        return {
          getStatus: () => answer.status,
          getHeader: (name: string) => answer.headers.get(name) ?? undefined,
          getBody: () => text,
          getUnderlyingObject: () => answer,
        };
      },
    };
  },
};
