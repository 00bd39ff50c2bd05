import fs from 'node:fs';
import path from 'node:path';
import type { Manifest } from '../contracts/device/manifest';
import { AlsaSink, hasSoundCard } from './adapters/alsa-sink';
import { ContactSink } from './adapters/contact-sink';
import { FileSink } from './adapters/file-sink';
import { IcecastSink } from './adapters/icecast/icecast-sink';
import { createNullSink } from './adapters/null-sink';
import { SystemClock } from '../platform/clock/system-clock';
import { encodeLive } from '../platform/ffmpeg/encode-live';
import type { Sink } from './output/sink';
import { TeeSink } from './output/tee-sink';
import type { PlayerSettings } from './settings';

type SinkSettings = Pick<PlayerSettings, 'recordingsDir' | 'soundCard' | 'contact' | 'icecast' | 'ffmpeg' | 'dataDir'>;

/** The sink a manifest asks for; a box that feeds an Icecast server does so instead, beside a file where one is asked for. `alsa` without a card fails when it is opened, so that nothing is logged as heard. */
export function createSink(output: Manifest['output'], settings: SinkSettings): Sink {
  const sink = settings.icecast ? icecastOf(output, settings, settings.icecast) : sinkOf(output, settings);
  return settings.contact ? new ContactSink(sink, settings.contact) : sink;
}

function icecastOf(
  output: Manifest['output'],
  { recordingsDir, ffmpeg, dataDir }: SinkSettings,
  { url, mount, user, passwordFile, bitrateKbps }: NonNullable<PlayerSettings['icecast']>,
): Sink {
  const password = readSecret(path.resolve(dataDir, passwordFile));
  const feed = new IcecastSink({
    address: { url, mount, user, password },
    name: output.name || 'Loa',
    clock: new SystemClock(),
    encode: () => encodeLive(ffmpeg, bitrateKbps),
  });
  return output.sink === 'file' ? new TeeSink(feed, new FileSink(recordingsDir)) : feed;
}

/** Throws where it is not there, or where others may read it. */
export function readSecret(file: string): string {
  if (fs.statSync(file).mode & 0o077) throw new Error(`${file} is readable by others; run: chmod 600 ${file}`);
  return fs.readFileSync(file, 'utf8').trim();
}

function sinkOf(output: Manifest['output'], settings: Pick<PlayerSettings, 'recordingsDir' | 'soundCard'>): Sink {
  switch (output.sink) {
    case 'null':
      return createNullSink();
    case 'alsa':
      return new AlsaSink(output.name);
    case 'file': {
      const file = new FileSink(settings.recordingsDir);
      return settings.soundCard === 'auto' && hasSoundCard() ? new TeeSink(file, new AlsaSink('')) : file;
    }
  }
}
