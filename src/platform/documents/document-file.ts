import type { ReportDocument } from '../../domain/reports/document';

interface Format {
  /** Media type of the file. */
  type: string;
  render: (report: ReportDocument) => Promise<Buffer>;
}

/** The files a report is handed in as. Their writers are loaded with the first report: an idle service does without their 12 MB. */
export const documentFormats = {
  pdf: { type: 'application/pdf', render: async (report) => (await import('./pdf.js')).renderPdf(report) },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    render: async (report) => (await import('./xlsx.js')).renderXlsx(report),
  },
  csv: { type: 'text/csv; charset=utf-8', render: async (report) => (await import('./csv.js')).renderCsv(report) },
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    render: async (report) => (await import('./docx.js')).renderDocx(report),
  },
} as const satisfies Record<string, Format>;
