import { Controller, UploadedFile } from '@nestjs/common';
import { bulletinsRoutes, type BulletinView } from '../../contracts/http/bulletins';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { ReceiveUpload, type ReceivedFile, withUpload } from '../media';
import { AreasService } from '../areas';
import { ApprovalService } from './approval.service';
import { BulletinsService, type BulletinWithMedia } from './bulletins.service';
import { viewBulletin } from './views';
import { WritingService } from './writing.service';

/** Every command answers with the whole bulletin, so that a page shows what it is now and which edit number to send next. */
@Controller()
export class BulletinsController {
  constructor(
    private readonly bulletins: BulletinsService,
    private readonly writing: WritingService,
    private readonly approval: ApprovalService,
    private readonly areas: AreasService,
  ) {}

  @Endpoint(bulletinsRoutes.create)
  @ReceiveUpload(bulletinsRoutes.create)
  @Allow('bulletin.draft')
  create(
    @Input() { body }: InputOf<typeof bulletinsRoutes.create>,
    @UploadedFile() file: ReceivedFile | undefined,
    @CurrentUser() user: Principal,
  ): Promise<BulletinView> {
    const { language, profile, mediaId, ...wanted } = body;
    return withUpload(file, async () =>
      this.now(await this.writing.create(user, wanted, { file, mediaId, profile, language })),
    );
  }

  @Endpoint(bulletinsRoutes.list)
  @Allow('bulletin.read')
  async list(
    @Input() { query }: InputOf<typeof bulletinsRoutes.list>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof bulletinsRoutes.list>> {
    const { bulletins, next } = await this.bulletins.list(user, query);
    return { bulletins: bulletins.map((one) => this.view(one)), next };
  }

  @Endpoint(bulletinsRoutes.get)
  @Allow('bulletin.read')
  async get(
    @Input() { params }: InputOf<typeof bulletinsRoutes.get>,
    @CurrentUser() user: Principal,
  ): Promise<BulletinView> {
    return this.view(await this.bulletins.get(user, params.id));
  }

  @Endpoint(bulletinsRoutes.update)
  @Allow('bulletin.draft')
  async update(
    @Input() { params, body }: InputOf<typeof bulletinsRoutes.update>,
    @CurrentUser() user: Principal,
  ): Promise<BulletinView> {
    const { editNumber, ...change } = body;
    await this.writing.update(user, params.id, editNumber, change);
    return this.now(params.id);
  }

  @Endpoint(bulletinsRoutes.addVersion)
  @ReceiveUpload(bulletinsRoutes.addVersion)
  @Allow('bulletin.draft')
  addVersion(
    @Input() { params, body }: InputOf<typeof bulletinsRoutes.addVersion>,
    @UploadedFile() file: ReceivedFile | undefined,
    @CurrentUser() user: Principal,
  ): Promise<BulletinView> {
    const { editNumber, ...recording } = body;
    return withUpload(file, async () => {
      await this.writing.addVersion(user, params.id, editNumber, { ...recording, file });
      return this.now(params.id);
    });
  }

  @Endpoint(bulletinsRoutes.submit)
  @Allow('bulletin.submit')
  async submit(
    @Input() { params, body }: InputOf<typeof bulletinsRoutes.submit>,
    @CurrentUser() user: Principal,
  ): Promise<BulletinView> {
    await this.approval.submit(user, seen(params, body));
    return this.now(params.id);
  }

  @Endpoint(bulletinsRoutes.approve)
  // Who stands in for an approver need not be one; the service decides.
  @Allow('bulletin.read')
  async approve(
    @Input() { params, body }: InputOf<typeof bulletinsRoutes.approve>,
    @CurrentUser() user: Principal,
  ): Promise<BulletinView> {
    await this.approval.approve(user, seen(params, body));
    return this.now(params.id);
  }

  @Endpoint(bulletinsRoutes.return)
  @Allow('bulletin.read')
  async return(
    @Input() { params, body }: InputOf<typeof bulletinsRoutes.return>,
    @CurrentUser() user: Principal,
  ): Promise<BulletinView> {
    await this.approval.return(user, seen(params, body), body.reason);
    return this.now(params.id);
  }

  @Endpoint(bulletinsRoutes.recall)
  @Allow('bulletin.recall')
  async recall(
    @Input() { params, body }: InputOf<typeof bulletinsRoutes.recall>,
    @CurrentUser() user: Principal,
  ): Promise<BulletinView> {
    await this.approval.recall(user, params.id, body.reason);
    return this.now(params.id);
  }

  private async now(id: string): Promise<BulletinView> {
    return this.view(await this.bulletins.withMedia(id));
  }

  private view(found: BulletinWithMedia): BulletinView {
    return viewBulletin(found, (areaCodes) => this.areas.languagesUnder(areaCodes));
  }
}

function seen(params: { id: string; versionId: string }, body: { editNumber: number }) {
  return { bulletinId: params.id, versionId: params.versionId, seen: body.editNumber };
}
