import { StreamableFile } from '@nestjs/common';
import type { ReportFormat } from '../../contracts/http/reports';
import type { ReportDocument } from '../../domain/reports/document';
import { documentFormats } from '../../platform/documents/document-file';

/** A report as a file to be kept. */
export async function reportFile(report: ReportDocument, format: ReportFormat): Promise<StreamableFile> {
  const { type, render } = documentFormats[format];
  return new StreamableFile(await render(report), {
    type,
    disposition: `attachment; filename="${report.slug}.${format}"`,
  });
}
