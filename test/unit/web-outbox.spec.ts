import { accountsRoutes } from '../../src/contracts/http/accounts';
import { bulletinsRoutes, newBulletinSchema } from '../../src/contracts/http/bulletins';
import { pathOf } from '../../src/contracts/http/client';
import { uploadRoutes } from '../../src/contracts/http/uploads';
import { paths, Refused, refusalOf, SignInNeeded } from '../../src/web/outbox/station';

describe('issue 7: what a browser sends by itself', () => {
  it('goes to the routes of the API', () => {
    const upload = pathOf(uploadRoutes.progress.path, { id: 'u1' });
    expect(paths).toMatchObject({
      me: accountsRoutes.me.path,
      uploads: uploadRoutes.begin.path,
      bulletins: bulletinsRoutes.create.path,
    });
    expect(paths.mediaOf(upload)).toBe(pathOf(uploadRoutes.media.path, { id: 'u1' }));
    expect(paths.bulletin('b1')).toBe(pathOf(bulletinsRoutes.get.path, { id: 'b1' }));
    expect(paths.submit('b1', 'v1')).toBe(pathOf(bulletinsRoutes.submit.path, { id: 'b1', versionId: 'v1' }));
    expect(newBulletinSchema.shape.sendKey.safeParse('0123456789abcdef01234567').success).toBe(true);
  });

  it.each([
    [401, '{}', SignInNeeded],
    [413, '{"code":"UPLOAD_TOO_LARGE","vi":{}}', Refused],
    [404, '{"code":"NOT_FOUND","vi":{}}', Refused],
    [409, '{"code":"VERSION_CONFLICT","vi":{}}', undefined],
    [404, '<html>a proxy’s page</html>', undefined],
    [429, '{"code":"TOO_MANY_REQUESTS","vi":{}}', undefined],
    [502, '', undefined],
  ])('an answer %i %s means %p', (status, text, kind) => {
    const refusal = refusalOf(status, text);
    if (kind) expect(refusal).toBeInstanceOf(kind);
    else expect(refusal).toBeUndefined();
  });
});
