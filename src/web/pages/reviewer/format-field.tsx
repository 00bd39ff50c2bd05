import { reportFormats, type ReportFormat } from '../../../contracts/http/reports';
import { SelectField } from '../../ui/field';

interface FormatFieldProps {
  label: string;
  value: ReportFormat;
  onChange: (format: ReportFormat) => void;
}

/** In which form a report is wanted. */
export function FormatField({ label, value, onChange }: FormatFieldProps) {
  return (
    <SelectField label={label} value={value} onChange={(event) => onChange(event.target.value as ReportFormat)}>
      {reportFormats.map((one) => (
        <option key={one} value={one}>
          {one.toUpperCase()}
        </option>
      ))}
    </SelectField>
  );
}
