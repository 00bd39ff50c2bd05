import { manifestSchema, type Manifest, type SignedManifest } from '../../contracts/device/manifest';

/** The manifest inside an envelope that this station signed itself. */
export function readManifest(signed: SignedManifest): Manifest {
  return manifestSchema.parse(JSON.parse(signed.payload));
}
