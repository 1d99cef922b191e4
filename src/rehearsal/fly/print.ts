/**
 * Returns a table as flyctl 0.4.87 draws it: tablewriter 1.1.4 with no borders and no line under the headers, which it puts in
 * capitals (internal/render/render.go). How its columns are padded is inferred from that library, not seen.
 */
export function table(rows: readonly (readonly string[])[], headers: readonly string[] = []): string {
  const all = headers.length > 0 ? [headers.map(title), ...rows] : [...rows];
  return `${grid(all)}\n`;
}

/** Returns a table with a line under its headers, which is how flyctl's older ones look (helpers.MakeSimpleTable). */
export function ruledTable(rows: readonly (readonly string[])[], headers: readonly string[]): string {
  const [head = '', ...lines] = grid([headers.map(title), ...rows])
    .split('\n')
    .slice(0, -1);
  const rule = [...head].map((sign) => (sign === '│' ? '┼' : '─')).join('');
  return [head, ...(lines.length > 0 ? [rule, ...lines] : [])].map((line) => `${line}\n`).join('');
}

/** Returns a table of one column of names and one of values, under a title. */
export function verticalTable(heading: string, fields: readonly (readonly [string, string])[]): string {
  return `${heading}\n${grid(fields)}\n`;
}

function grid(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, [...cell].length);
    });
  }
  return rows
    .map((row) => `${row.map((cell, column) => ` ${pad(cell, widths[column] ?? 0)} `).join('│')}\n`)
    .join('');
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - [...cell].length));
}

function title(header: string): string {
  return header.toUpperCase();
}

/** Returns a value as JSON as flyctl prints it: indented by four spaces, `<`, `>` and `&` escaped as Go does. */
export function json(value: unknown): string {
  const text = JSON.stringify(value, null, 4)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026');
  return `${text}\n`;
}

/** Returns how long ago something was, as flyctl says it (go-humanize). */
export function ago(time: string, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(time)) / 1000));
  if (seconds < 1) return 'just now';
  const units: [number, string][] = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ];
  for (const [size, unit] of units) {
    const count = Math.floor(seconds / size);
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
  }
  return 'just now';
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Returns a time as Go's RFC 822 layout has it: `02 Jan 26 15:04 UTC`. */
export function rfc822(time: string): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(date.getUTCDate())} ${months[date.getUTCMonth()]} ${two(date.getUTCFullYear() % 100)} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

/** Returns a time to the second, as flyctl prints those of machines. */
export function seconds(time: string): string {
  return time.replace(/\.\d+Z$/, 'Z');
}
