import { Injectable } from '@nestjs/common';
import { type MediaView } from '../../contracts/http/media';
import { isFault } from '../../domain/fault';
import { UsersService } from '../accounts';
import type { Media } from './media';
import { MediaService } from './media.service';
import { OpusRenditions } from './rendition/opus-renditions';
import { viewMedia } from './views';

/**
 * One recording with what stands in other rows: the earlier ones it repeats or resembles, which are of its own area and so as visible
 * as itself, and its further renditions.
 */
@Injectable()
export class MediaDetails {
  constructor(
    private readonly media: MediaService,
    private readonly users: UsersService,
    private readonly renditions: OpusRenditions,
  ) {}

  /** NOT_FOUND where there is none. Whether the caller may see it is asked before. */
  async view(id: string): Promise<MediaView> {
    const media = await this.media.get(id);
    const opus = await this.renditions.find(media);
    return {
      ...viewMedia(media),
      duplicate: await this.earlier(media.duplicateOf),
      similar: await this.earlier(media.similarTo),
      opus: opus && { sha256: opus.sha256, bytes: opus.bytes, after: opus.after },
    };
  }

  private async earlier(id: string | null): Promise<MediaView['duplicate']> {
    const media = id === null ? null : await this.media.find(id);
    if (!media) return null;
    const { originalName, uploadedAt } = media;
    return { id: media.id, originalName, uploadedAt, uploadedBy: await this.nameOf(media) };
  }

  private async nameOf({ uploadedBy }: Media): Promise<string | null> {
    if (uploadedBy === null) return null;
    return this.users.get(uploadedBy).then(
      ({ user }) => user.displayName,
      (error: unknown) => {
        if (isFault(error, 'NOT_FOUND')) return null;
        throw error;
      },
    );
  }
}
