import type { Manifest } from '../contracts/device/manifest';
import { AlsaSink, hasSoundCard } from './adapters/alsa-sink';
import { ContactSink } from './adapters/contact-sink';
import { FileSink } from './adapters/file-sink';
import { createNullSink } from './adapters/null-sink';
import type { Sink } from './output/sink';
import { TeeSink } from './output/tee-sink';
import type { PlayerSettings } from './settings';

/** The sink a manifest asks for. `alsa` without a card fails when it is opened, so that nothing is logged as heard. */
export function createSink(
  output: Manifest['output'],
  settings: Pick<PlayerSettings, 'recordingsDir' | 'soundCard' | 'contact'>,
): Sink {
  const sink = sinkOf(output, settings);
  return settings.contact ? new ContactSink(sink, settings.contact) : sink;
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
