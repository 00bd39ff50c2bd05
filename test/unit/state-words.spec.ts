import { problemTexts } from '../../src/contracts/http/problem-texts';
import { versionEvents, versionStates } from '../../src/domain/bulletins/version-states';

describe('what a forbidden step says (B6)', () => {
  const { vi, en } = problemTexts.STATE_FORBIDS.detail;

  it.each(versionStates)('a version that is %s is named in the user’s words, whatever was asked of it', (state) => {
    for (const action of versionEvents) {
      const said = vi({ what: 'version', state, action });
      expect(said).toMatch(/^Phiên bản này đang ở trạng thái “[^“]*[à-ỹđ][^“]*”, không thể “/);
      expect(said).not.toMatch(new RegExp(`“(${state}|${action})”`));
    }
  });

  it('names of areas, devices and topics stay as they are', () => {
    expect(en({ what: 'Xã Ia Tơi', state: 'ended', action: 'upload' })).toBe(
      'Xã Ia Tơi is “no longer in force”, so it cannot “take recordings”. Reload to see what comes next.',
    );
    expect(vi({ what: 'Cụm loa 1', state: 'odd', action: 'device.reset' })).toContain(
      '“odd”, không thể “device.reset”',
    );
  });
});
