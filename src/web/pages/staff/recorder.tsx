import { FileAudio, Mic, Pause, Play, RotateCcw, Square } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../../app/language';
import { monotonicMs } from '../../clock';
import { Button } from '../../ui/button';
import { Note } from '../../ui/states';
import { lengthText } from '../../ui/time';
import { sendWords } from '../../words/send';
import { capture, canRecord, type Capture, type Recording } from './capture';

/** Records, or takes a file; then plays what was taken. */
export function Recorder({
  value,
  onChange,
}: {
  value: Recording | null;
  onChange: (value: Recording | null) => void;
}) {
  const words = useWords(sendWords);
  const [live, setLive] = useState<Capture | null>(null);
  const [refused, setRefused] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const begin = async (): Promise<void> => {
    try {
      onChange(null);
      setRefused(false);
      setLive(await capture());
    } catch {
      setRefused(true);
    }
  };
  const take = async (file: File | undefined): Promise<void> => {
    if (file) onChange({ content: file, name: file.name, durationMs: await lengthOf(file) });
  };
  if (live)
    return (
      <LiveRecording
        live={live}
        onDone={(recording) => {
          setLive(null);
          onChange(recording);
        }}
      />
    );
  return (
    <div className="stack">
      {value ? (
        <Taken recording={value} />
      ) : (
        canRecord() && (
          <button type="button" className="record" onClick={() => void begin()}>
            <Mic aria-hidden />
            <span>{words.record}</span>
            <small>{words.recordHint}</small>
          </button>
        )
      )}
      {!canRecord() && !value && <Note icon={Mic}>{words.noMicrophone}</Note>}
      {refused && <Note tone="warn">{words.refusedMicrophone}</Note>}
      <div className="row">
        {value && canRecord() && (
          <Button icon={RotateCcw} onClick={() => void begin()}>
            {words.retake}
          </Button>
        )}
        <Button icon={FileAudio} onClick={() => picker.current?.click()}>
          {value ? words.chooseOther : words.choose}
        </Button>
        <input
          ref={picker}
          type="file"
          accept="audio/*,video/3gpp,.m4a,.mp3,.wav,.ogg,.amr,.3gp,.aac,.flac"
          hidden
          aria-label={words.choose}
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
    </div>
  );
}

function Taken({ recording }: { recording: Recording }) {
  const url = useMemo(() => URL.createObjectURL(recording.content), [recording]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return (
    <div className="stack-tight">
      <div className="row row-apart">
        <strong className="recording-name">{recording.name}</strong>
        <span className="numbers quiet">{lengthText(recording.durationMs)}</span>
      </div>
      <audio controls src={url} className="player" />
    </div>
  );
}

/** Below and above these the meter says so. */
const quietLevel = 0.12;
const loudLevel = 0.97;
const ticksBetweenVerdicts = 20;

function LiveRecording({ live, onDone }: { live: Capture; onDone: (recording: Recording) => void }) {
  const words = useWords(sendWords);
  const [paused, setPaused] = useState(false);
  const [elapsedMs, setElapsedMs] = useState(0);
  const [verdict, setVerdict] = useState<'quiet' | 'good' | 'loud'>('good');
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let frame = 0;
    let last = monotonicMs();
    let total = 0;
    let peak = 0;
    let ticks = 0;
    const look = (): void => {
      const now = monotonicMs();
      if (!live.paused()) total += now - last;
      last = now;
      const level = live.paused() ? 0 : live.level();
      if (bar.current) bar.current.style.scale = `${level} 1`;
      peak = Math.max(peak, level);
      if ((ticks += 1) % ticksBetweenVerdicts === 0) {
        setElapsedMs(total);
        setVerdict(peak > loudLevel ? 'loud' : peak < quietLevel ? 'quiet' : 'good');
        peak = 0;
      }
      frame = requestAnimationFrame(look);
    };
    frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [live]);
  useEffect(() => () => live.give(), [live]);
  const toggle = (): void => {
    live.pause(!paused);
    setPaused(!paused);
  };
  return (
    <div className="live">
      <div className={`live-clock numbers${paused ? '' : ' live-on'}`}>{lengthText(elapsedMs)}</div>
      <div className="meter" aria-label={words.level}>
        <div ref={bar} className={`meter-bar meter-${verdict}`} />
      </div>
      <p className="small quiet">
        {paused ? '\u00a0' : { quiet: words.tooQuiet, good: words.goodLevel, loud: words.tooLoud }[verdict]}
      </p>
      <div className="row">
        <Button icon={paused ? Play : Pause} onClick={toggle}>
          {paused ? words.resume : words.pause}
        </Button>
        <Button look="primary" icon={Square} onClick={() => void live.finish().then(onDone)}>
          {words.stop}
        </Button>
      </div>
    </div>
  );
}

/** As the browser reads the header; 0 where it cannot tell, and the service will. */
function lengthOf(file: Blob): Promise<number> {
  const audio = document.createElement('audio');
  const url = URL.createObjectURL(file);
  return new Promise<number>((resolve) => {
    const done = (ms: number): void => {
      URL.revokeObjectURL(url);
      resolve(Number.isFinite(ms) ? Math.round(ms) : 0);
    };
    audio.onloadedmetadata = () => done(audio.duration * 1000);
    audio.onerror = () => done(0);
    audio.src = url;
  });
}
