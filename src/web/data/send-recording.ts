import { Upload } from 'tus-js-client';
import { uploadRoutes } from '../../contracts/http/uploads';
import { after } from '../clock';
import { client } from './client';
import type { Draft } from './drafts';

const partBytes = 512 * 1024;
const againMs = 4_000;

interface Sending {
  onProgress: (part: number) => void;
  /** The line is broken; it is tried again until it holds. */
  onWaiting: (waiting: boolean) => void;
  signal: AbortSignal;
}

/**
 * Sends the draft's recording in parts and answers the id of the recording it became. A broken line is waited for; a closed page goes
 * on where it was, because the upload's address is kept under the draft's id. Rejects with what the service refused.
 */
export function sendRecording(draft: Draft, { onProgress, onWaiting, signal }: Sending): Promise<string> {
  const recording = draft.recording;
  if (!recording) return Promise.reject(new Error('no recording'));
  return new Promise((resolve, reject) => {
    const upload = new Upload(new File([recording.content], recording.name, { type: recording.content.type }), {
      endpoint: uploadRoutes.begin.path,
      metadata: {
        areaCode: draft.areaCode,
        filename: recording.name,
        profile: 'speech',
        urgent: draft.priority === 'emergency' ? 'yes' : 'no',
      },
      chunkSize: partBytes,
      retryDelays: [0, 1_000, 2_000, 4_000],
      fingerprint: () => Promise.resolve(`loa-${draft.id}`),
      removeFingerprintOnSuccess: true,
      onProgress: (sent, all) => {
        onWaiting(false);
        onProgress(all === 0 ? 0 : sent / all);
      },
      onError: (error) => {
        const status = 'originalResponse' in error ? (error.originalResponse?.getStatus() ?? 0) : 0;
        if (status >= 400 && status !== 404 && status !== 410 && status < 500) return reject(error);
        onWaiting(true);
        const cancel = after(againMs, () => void begin());
        signal.addEventListener('abort', cancel, { once: true });
      },
      onSuccess: () => {
        const id = upload.url?.split('/').pop() ?? '';
        client.call(uploadRoutes.media, { params: { id } }).then((media) => resolve(media.id), reject);
      },
    });
    const begin = async (): Promise<void> => {
      if (signal.aborted) return;
      const [former] = await upload.findPreviousUploads().catch(() => []);
      if (former) upload.resumeFromPreviousUpload(former);
      upload.start();
    };
    signal.addEventListener('abort', () => void upload.abort(), { once: true });
    void begin();
  });
}
