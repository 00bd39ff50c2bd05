/** A commune's month of ledger rows as SQL of the database's own making: a million of them are there within seconds. */
export const days = 30;
export const itemsPerDay = 20;
export const devices = 5;
/** As many communes as the largest province has; more rows are more months of them. */
export const largestProvince = 167;
/** Intents and results. */
export const perCommuneAndMonth = 2 * days * itemsPerDay * devices;

export const communeCode = (commune: number): string => String(20_000 + commune);

/** What follows INSERT INTO: `values` for each item, device and row of `kinds`, a table with the column `kind`. */
export const ledgerSource = (values: readonly string[], kinds: string): string =>
  `WITH RECURSIVE n(i) AS (SELECT CAST(0 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < ${days * itemsPerDay - 1}),
     d(device) AS (SELECT 0 UNION ALL SELECT device + 1 FROM d WHERE device < ${devices - 1})
   SELECT ${values.join(', ')} FROM n CROSS JOIN d CROSS JOIN ${kinds}`;

/** SQL of each column: `i` the item in the month, `device`, `kind` 0 for an intent and 1 for a result. */
export function ledgerExpressions(commune: number, month: string, portion: number): Record<string, string> {
  const text = (value: string): string => `'${value}'`;
  const code = communeCode(commune);
  const number = `(${portion * perCommuneAndMonth + 1} + (i * ${devices} + device) * 2 + kind)`;
  const topic = `'0' || CAST(1 + i % 8 AS text)`;
  const firstAt = Date.parse(`${month}-01T00:00:00+07:00`) + 4 * 3_600_000;
  const startAt = `(${firstAt} + (i / ${itemsPerDay}) * 86400000 + (i % ${itemsPerDay}) * 60000)`;
  const result = `CASE WHEN kind = 0 THEN NULL WHEN i % 17 = 3 THEN 'missed' WHEN i % 11 = 5 THEN 'partial' ELSE 'played' END`;
  return {
    received_number: number,
    received_at: startAt,
    source: text('device'),
    device_id: `'device-${code}-' || CAST(device AS text)`,
    boot: text('boot-1'),
    sequence: number,
    previous_hash: text('0'.repeat(64)),
    hash: text('1'.repeat(64)),
    bytes: text('x'.repeat(300)),
    kind: `CASE WHEN kind = 0 THEN 'intent' ELSE 'result' END`,
    device_name: text('Cụm loa'),
    device_kind: text('loudspeaker'),
    counts: 'true',
    attested: 'false',
    delivered: 'true',
    zone_code: `'${code}.' || CAST(device AS text)`,
    commune_devices: String(devices),
    commune_zones: String(devices),
    airing_key: `'${code}-${month}-' || CAST(i AS text)`,
    rundown_id: text('rundown'),
    rundown_version: '1',
    slot_occurrence_id: text('slot'),
    manifest_version: '1',
    area_code: text(code),
    area_name: text(`Xã ${code}`),
    commune_code: text(code),
    commune_name: text(`Xã ${code}`),
    origin_area_code: text(code),
    origin_area_name: text(`Xã ${code}`),
    origin: `CASE WHEN i % 5 = 0 THEN 'relayed' ELSE 'own' END`,
    bulletin_ref: text('ref'),
    item_kind: text('bulletin'),
    title: `'Bản tin số ' || CAST(i AS text)`,
    topic_code: topic,
    topic_name: `'Lĩnh vực ' || ${topic}`,
    language: `CASE WHEN i % 9 = 0 THEN 'jra' ELSE 'vi' END`,
    priority: text('normal'),
    play_class: text('normal'),
    replay: '(i % 7 = 0)',
    programme_key: `'version-${month}-' || CAST(i AS text) || CASE WHEN i % 5 = 0 THEN '' ELSE '-${code}' END`,
    local_date: `'${month}-' || substr(CAST(101 + i / ${itemsPerDay} AS text), 2, 2)`,
    planned: 'true',
    planned_start_at: startAt,
    planned_ms: '60000',
    heard_ms: `CASE WHEN kind = 0 OR i % 17 = 3 THEN 0 WHEN i % 11 = 5 THEN 30000 ELSE 60000 END`,
    result,
    output: text('sound'),
    clock_trust: text('synced'),
    recorded_at: startAt,
  };
}
