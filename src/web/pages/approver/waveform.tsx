import { Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import WaveSurfer from 'wavesurfer.js';
import { pathOf } from '../../../contracts/http/client';
import { mediaRoutes } from '../../../contracts/http/media';
import { useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Choice } from '../../ui/field';
import { Answer } from '../../ui/states';
import { lengthText } from '../../ui/time';
import { approveWords } from '../../words/bulletins';

/** The recording as it will sound, drawn from the service's peaks, so that nothing is decoded here. */
export default function Waveform({ mediaId }: { mediaId: string }) {
  const peaks = useRoute(mediaRoutes.peaks, { params: { id: mediaId } }, { staleMs: Infinity });
  return (
    <Answer of={peaks} lines={2}>
      {({ durationMs, pairs }) => <Player mediaId={mediaId} durationMs={durationMs} pairs={pairs} />}
    </Answer>
  );
}

function Player({ mediaId, durationMs, pairs }: { mediaId: string; durationMs: number; pairs: number[] }) {
  const words = useWords(approveWords);
  const ground = useRef<HTMLDivElement>(null);
  const wave = useRef<WaveSurfer | null>(null);
  const [plays, setPlays] = useState(false);
  const [atMs, setAtMs] = useState(0);
  const [speed, setSpeed] = useState<'1' | '1.5'>('1');
  useEffect(() => {
    if (!ground.current) return;
    const audio = document.createElement('audio');
    audio.preload = 'none';
    audio.src = pathOf(mediaRoutes.listen.path, { id: mediaId });
    const made = WaveSurfer.create({
      container: ground.current,
      media: audio,
      peaks: [pairs.map((value) => value / 128)],
      duration: durationMs / 1000,
      height: 96,
      waveColor: '#9dbdb6',
      progressColor: '#0b5f55',
      cursorColor: '#a63c06',
      barWidth: 2,
      barGap: 1,
      barRadius: 2,
    });
    made.on('play', () => setPlays(true));
    made.on('pause', () => setPlays(false));
    made.on('timeupdate', (seconds) => setAtMs(seconds * 1000));
    wave.current = made;
    return () => made.destroy();
  }, [mediaId, durationMs, pairs]);
  useEffect(() => wave.current?.setPlaybackRate(Number(speed), true), [speed]);
  return (
    <div className="stack-tight">
      <div ref={ground} className="wave" role="img" aria-label={words.wave} />
      <div className="row row-apart player-row">
        <Button look="primary" icon={plays ? Pause : Play} onClick={() => void wave.current?.playPause()}>
          {plays ? words.pause : words.play}
        </Button>
        <span className="numbers quiet">
          {lengthText(atMs)} / {lengthText(durationMs)}
        </span>
        <Choice
          label={words.speed}
          value={speed}
          options={[
            { value: '1', label: '1×' },
            { value: '1.5', label: words.faster },
          ]}
          onChange={setSpeed}
        />
      </div>
    </div>
  );
}
