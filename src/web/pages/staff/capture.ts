import { monotonicMs, stationNow } from '../../clock';
import { momentText } from '../../ui/time';

export interface Recording {
  content: Blob;
  name: string;
  durationMs: number;
}

/** A recording under way. */
export interface Capture {
  /** 0 to 1, of this moment. */
  level: () => number;
  paused: () => boolean;
  pause: (paused: boolean) => void;
  finish: () => Promise<Recording>;
  /** Lets the microphone go. */
  give: () => void;
}

const kinds = [
  { mime: 'audio/webm;codecs=opus', ending: 'webm' },
  { mime: 'audio/mp4', ending: 'm4a' },
  { mime: 'audio/ogg;codecs=opus', ending: 'ogg' },
];

/** Browsers give the microphone over HTTPS and on localhost only. */
export function canRecord(): boolean {
  return typeof MediaRecorder !== 'undefined' && 'mediaDevices' in navigator;
}

/** Opens the microphone and records. Rejects when it is not allowed. */
export async function capture(): Promise<Capture> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, noiseSuppression: true, echoCancellation: false, autoGainControl: true },
  });
  const kind = kinds.find(({ mime }) => MediaRecorder.isTypeSupported(mime)) ?? { mime: '', ending: 'webm' };
  const recorder = new MediaRecorder(stream, kind.mime ? { mimeType: kind.mime, audioBitsPerSecond: 96_000 } : {});
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let given = false;
  const give = (): void => {
    if (given) return;
    given = true;
    stream.getTracks().forEach((track) => track.stop());
    void context.close();
  };
  let startedAt = monotonicMs();
  let recordedMs = 0;
  recorder.start(1_000);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      return Math.min(1, Math.max(...samples.map(Math.abs)));
    },
    paused: () => recorder.state === 'paused',
    pause: (paused) => {
      if (paused) {
        recordedMs += monotonicMs() - startedAt;
        recorder.pause();
      } else {
        startedAt = monotonicMs();
        recorder.resume();
      }
    },
    finish: () =>
      new Promise((resolve) => {
        if (recorder.state === 'recording') recordedMs += monotonicMs() - startedAt;
        recorder.onstop = () => {
          give();
          const content = new Blob(parts, { type: kind.mime.split(';')[0] });
          const name = `Ghi âm ${momentText(stationNow(), 'vi').replaceAll(':', 'h')}.${kind.ending}`;
          resolve({ content, name, durationMs: Math.round(recordedMs) });
        };
        recorder.stop();
      }),
    give,
  };
}
