import type { Server } from 'node:https';
import type { Clock } from '../clock/clock';
import type { LoaConfig } from '../config/config';
import type { Logger } from '../logging/logger';
import { certificateWarning, readCertificate, type Certificate, type CertificateFiles } from './certificate';

const lookEveryMs = 3_600_000;

/**
 * The certificate that the service serves with. It is renewed by others, on disk: the files are read every hour, and what has changed is
 * served to connections from then on. Contents are compared, not times: programs that renew put links and copies there that keep theirs.
 */
export class ServedCertificate {
  private stop: () => void = () => undefined;
  private serve: (renewed: Certificate) => void = () => undefined;
  private complain: (words: string, error?: unknown) => void = () => undefined;
  private warned: string | null;

  private constructor(
    private readonly files: CertificateFiles,
    private readonly zone: string,
    private readonly clock: Clock,
    private current: Certificate,
  ) {
    this.warned = this.warning();
  }

  /** What the settings name, or null when they name nothing. Throws ConfigRefused when it cannot be served. */
  static open(
    settings: Pick<LoaConfig, 'tlsCertFile' | 'tlsKeyFile' | 'zone'>,
    clock: Clock,
  ): ServedCertificate | null {
    const { tlsCertFile: certFile, tlsKeyFile: keyFile, zone } = settings;
    if (certFile === null || keyFile === null) return null;
    const files = { certFile, keyFile };
    return new ServedCertificate(files, zone, clock, readCertificate(files));
  }

  /** For the server that is made with it. */
  get options(): Pick<Certificate, 'cert' | 'key'> {
    return { cert: this.current.cert, key: this.current.key };
  }

  /** What is to be said of its dates now; null when nothing is. */
  warning(): string | null {
    return certificateWarning(this.current, this.clock.nowMs(), this.zone);
  }

  /** Looks at the files from time to time for this server, until `close`. */
  follow(server: Pick<Server, 'setSecureContext'>, logger: Logger): void {
    this.serve = ({ cert, key, validToMs }) => {
      server.setSecureContext({ cert, key });
      logger.info({ validTo: new Date(validToMs).toISOString() }, 'a renewed certificate is served');
    };
    this.complain = (words, error) => logger.warn({ err: error }, words);
    this.stop = this.clock.every(lookEveryMs, () => this.look());
  }

  /** Looks at once. Files that cannot be served, such as a new certificate beside the old key, leave what is served as it is. */
  look(): void {
    try {
      const found = readCertificate(this.files);
      if (!found.cert.equals(this.current.cert) || !found.key.equals(this.current.key)) {
        this.serve(found);
        this.current = found;
      }
    } catch (error) {
      this.complain('the certificate on disk cannot be served; the one from before stays', error);
    }
    this.warnOnce();
  }

  close(): void {
    this.stop();
  }

  private warnOnce(): void {
    const warning = this.warning();
    if (warning !== null && warning !== this.warned) this.complain(warning);
    this.warned = warning;
  }
}
