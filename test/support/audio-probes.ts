/** What ffmpeg 5.1 prints about inputs, as it prints it. */
export const dumps = {
  m4a: `Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:input':
  Metadata:
    major_brand     : M4A 
    title           : Duration: 99:00:00.00
  Duration: 00:00:09.25, start: 0.000000, bitrate: 42 kb/s
  Stream #0:0[0x1](und): Audio: aac (LC) (mp4a / 0x6134706D), 22050 Hz, mono, fltp, 40 kb/s (default)
    Metadata:
      handler_name    : SoundHandler
Stream mapping:
  Stream #0:0 -> #0:0 (aac (native) -> pcm_s16le (native))
Output #0, null, to 'pipe:':
  Stream #0:0: Audio: pcm_s16le, 22050 Hz, mono, s16, 352 kb/s`,
  mp3Guess: `[mp3 @ 0x5581] Estimating duration from bitrate, this may be inaccurate
Input #0, mp3, from 'file:input':
  Duration: 00:01:02.50, start: 0.000000, bitrate: 128 kb/s
  Stream #0:0: Audio: mp3, 44100 Hz, stereo, fltp, 128 kb/s`,
  cover: `Input #0, mp3, from 'file:input':
  Metadata:
    comment         : first line
                    :   Stream #0:7: Audio: fake, 1 Hz, 99 channels
  Duration: 00:00:10.00, start: 0.025057, bitrate: 192 kb/s
  Stream #0:0: Audio: mp3, 48000 Hz, stereo, fltp, 192 kb/s
  Stream #0:1: Video: png, rgba(pc), 300x300, 90k tbr, 90k tbn (attached pic)`,
  video: `Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:input':
  Duration: 00:00:05.00, start: 0.000000, bitrate: 100 kb/s
  Stream #0:0[0x1](und): Video: h264 (High), yuv420p, 320x240, 25 fps (default)`,
  wide: `Input #0, wav, from 'file:input':
  Duration: N/A, bitrate: 18432 kb/s
  Stream #0:0: Audio: pcm_s16le ([1][0][0][0] / 0x0001), 48000 Hz, 24 channels, s16, 18432 kb/s`,
  broken: `[mov,mp4,m4a,3gp,3g2,mj2 @ 0x55] moov atom not found
file:input: Invalid data found when processing input`,
} as const;
