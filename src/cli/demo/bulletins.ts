import fs from 'node:fs';
import path from 'node:path';
import { bulletinsRoutes, type BulletinView } from '../../contracts/http/bulletins';
import type { Client } from '../../contracts/http/client';
import { mediaRoutes } from '../../contracts/http/media';
import type { CampaignView } from '../../contracts/http/campaigns';
import { projectRoot } from '../../platform/config/config';
import { communes, province, type Cast, type CommuneCode } from './cast';
import { fileOf } from './file-of';
import type { ExpectedItem } from './yardstick';
import type { Voice } from './voice';
import { SystemClock } from '../../platform/clock/system-clock';

const clock = new SystemClock();

export interface Sample {
  file: string;
  title: string;
  topicCode: string;
  priority?: 'priority';
  communeCodes?: CommuneCode[];
}

interface Chime {
  mediaId: string;
  title: string;
  durationMs: number;
}

export interface Chimes {
  opening: Chime[];
  closing: Chime[];
}

const waitMs = 200;
const patienceMs = 150_000;
const samplesDir = path.join(projectRoot, 'audio/samples');

/** The recordings that the demo ships, with what is said about them. */
export const readSamples = (): Sample[] =>
  JSON.parse(fs.readFileSync(path.join(samplesDir, 'samples.json'), 'utf8')) as Sample[];

/** Everybody sends in what the demo ships, as a phone would: one form with the file. */
export async function sendIn(cast: Cast, campaign: CampaignView, today: string, voice: Voice): Promise<BulletinView[]> {
  const sent: BulletinView[] = [];
  for (const sample of readSamples()) {
    const only = sample.communeCodes?.length === 1 ? sample.communeCodes[0] : undefined;
    const sender = only ? { '23535': cast.staffIaDal, '23538': cast.staffIaToi }[only] : cast.operator;
    const content = campaign.phases[0]?.contents.find((one) => one.topicCodes.includes(sample.topicCode));
    const bulletin = await sender.call(bulletinsRoutes.create, {
      body: {
        areaCode: only ?? province,
        areaCodes: only ? [only] : [...communes],
        title: sample.title,
        topicCode: sample.topicCode,
        priority: sample.priority ?? 'normal',
        request: { days: { kind: 'until', from: null, until: today }, preferredSlotIds: [], readings: 1 },
        ...(content ? { campaignId: campaign.id, contentId: content.id } : {}),
      },
      file: fileOf(path.join(samplesDir, sample.file)),
    });
    voice.line(`gửi / sent  ${sample.file.padEnd(16)} ${sample.title}`);
    sent.push(bulletin);
  }
  return sent;
}

/** The tunes before and after a session. */
export async function sendChimes(operator: Client): Promise<Chimes> {
  const send = async (name: string, title: string): Promise<Chime> => {
    const file = path.join(projectRoot, 'audio/chimes', `${name}.wav`);
    const media = await operator.call(mediaRoutes.upload, {
      body: { areaCode: province, profile: 'mixed', urgent: 'yes' },
      file: fileOf(file),
    });
    let durationMs = 0;
    await until(async () => {
      const { state, durationMs: length } = await operator.call(mediaRoutes.get, { params: { id: media.id } });
      if (state === 'refused') throw new Error(`chime ${name} was refused`);
      durationMs = length ?? 0;
      return state !== 'processing';
    });
    return { mediaId: media.id, title, durationMs };
  };
  const [opening, closing] = await Promise.all([
    send('opening', 'Nhạc hiệu mở đầu'),
    send('closing', 'Nhạc hiệu kết thúc'),
  ]);
  return { opening: [opening], closing: [closing] };
}

/** Waits for each rendering and tells what was measured on the encoded master. */
export async function hearRenderings(operator: Client, sent: BulletinView[], voice: Voice): Promise<BulletinView[]> {
  const rendered: BulletinView[] = [];
  for (const { id } of sent) {
    let bulletin: BulletinView | undefined;
    await until(async () => {
      bulletin = await operator.call(bulletinsRoutes.get, { params: { id } });
      return !['draft', 'processing'].includes(bulletin.versions[0]?.state ?? 'draft');
    });
    const version = bulletin?.versions[0];
    if (!bulletin || !version?.media || version.state !== 'ready') {
      throw new Error(
        `“${bulletin?.title}” is ${version?.state}: ${version?.media?.reason?.en ?? version?.reason ?? 'no reason given'}`,
      );
    }
    const { before, after, gainDb, warnings } = version.media;
    voice.line(
      `${lufs(before.lufs)} → ${lufs(after.lufs)} LUFS, đỉnh / peak ${after.truePeakDb?.toFixed(1) ?? '-'} dBTP, gain ${gainDb?.toFixed(1) ?? '-'} dB  ${bulletin.title}`,
    );
    for (const warning of warnings) voice.line(`       ${warning.vi} / ${warning.en}`);
    rendered.push(bulletin);
  }
  return rendered;
}

/** What each commune must hear: the samples sent to it, as long as their approved masters, between the tunes. */
export function expectedItems(approved: BulletinView[], { opening, closing }: Chimes): ExpectedItem[] {
  return communes.flatMap((code) => {
    const own = readSamples().filter(({ communeCodes }) => communeCodes?.includes(code) ?? true);
    const bulletins = own.map(({ title, topicCode }) => {
      const durationMs = approved.find((one) => one.title === title)?.versions[0]?.media?.durationMs ?? 0;
      return { code, title, topicCode, durationMs };
    });
    const tunes = [...opening, ...closing].map(({ title, durationMs }) => ({ code, title, topicCode: '', durationMs }));
    return [...bulletins, ...tunes];
  });
}

/** The sender submits, the leader listens and approves; approval queues at once (B2). */
export async function approveAll(cast: Cast, rendered: BulletinView[], voice: Voice): Promise<void> {
  for (const bulletin of rendered) {
    const sender = { '23535': cast.staffIaDal, '23538': cast.staffIaToi }[bulletin.areaCode] ?? cast.operator;
    const params = { id: bulletin.id, versionId: bulletin.versions[0]!.id };
    const submitted = await sender.call(bulletinsRoutes.submit, { params, body: { editNumber: bulletin.editNumber } });
    await cast.approver.call(bulletinsRoutes.approve, { params, body: { editNumber: submitted.editNumber } });
  }
  voice.line(`Bà Lan duyệt ${rendered.length} bản tin / approved ${rendered.length} bulletins`);
}

const lufs = (value: number | null): string => (value === null ? '   -  ' : value.toFixed(1).padStart(6));

/** Asks again until it is so; gives up with an error. */
export async function until(isSo: () => Promise<boolean>, limitMs = patienceMs): Promise<void> {
  for (let waited = 0; waited < limitMs; waited += waitMs) {
    if (await isSo()) return;
    await clock.sleep(waitMs);
  }
  throw new Error(`nothing came within ${limitMs / 1000} s`);
}
