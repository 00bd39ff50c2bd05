import type { KeyObject } from 'node:crypto';
import { signedManifestSchema } from '../contracts/device/manifest';
import { verifyManifest, type ManifestExpectation, type ManifestVerdict } from '../platform/signing/manifest-signature';
import { followSuccession } from '../platform/signing/succession';

/**
 * The station keys this device trusts, and the recovery key that may name their successor (X3). A successor counts once a manifest under
 * it was found good: then it is kept before the manifest is applied, and the old key never again.
 */
export class PinnedKeys {
  constructor(
    private keys: ReadonlyMap<string, KeyObject>,
    private recovery: KeyObject | null = null,
    private keep: (keys: ReadonlyMap<string, KeyObject>) => void = () => undefined,
  ) {}

  /** Judges a manifest (P2); never throws but for a successor that cannot be kept. */
  judge(envelope: unknown, expected: Omit<ManifestExpectation, 'keys'>): ManifestVerdict {
    const verdict = verifyManifest(envelope, { ...expected, keys: this.keys });
    if (verdict.ok || verdict.reason !== 'unknown-key' || !this.recovery) return verdict;
    const statements = signedManifestSchema.safeParse(envelope).data?.succession ?? [];
    const successors = followSuccession(this.keys, statements, this.recovery);
    if (!successors) return verdict;
    const again = verifyManifest(envelope, { ...expected, keys: successors });
    if (!again.ok) return again;
    this.keep(successors);
    this.keys = successors;
    return again;
  }
}
