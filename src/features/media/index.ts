import { FingerprintEntity } from './likeness/fingerprint.entity';
import { MediaEntity } from './media.entity';
import { RenditionEntity } from './rendition/rendition.entity';
import { QuotaTurnEntity } from './upload/quota-turn.entity';
import { UploadEntity } from './upload/upload.entity';

export { FfmpegNormaliser } from './ffmpeg-normaliser';
export { hasMaster, type Loudness, type Media, type MediaState, type Rendering } from './media';
export { MediaHearers } from './media-hearers';
export { MediaModule, type MediaParts } from './media.module';
export { MediaService, type NewMedia } from './media.service';
export { Normaliser, type Normalised, type NormaliseRequest } from './normaliser';
export { ReceiveUpload } from './upload/receive-upload';
export { type ReceivedFile, withUpload } from './upload/store-engine';
export { UploadsService } from './upload/uploads.service';
export { sendAudio, sendFile } from './send-audio';
export { viewMedia } from './views';

export const mediaEntities = [MediaEntity, UploadEntity, QuotaTurnEntity, RenditionEntity, FingerprintEntity];
