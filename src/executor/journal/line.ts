import { crc32 } from 'node:zlib';
import { type DatedRecord, type JournalRecord, recordSchema } from './record.ts';

/** What ends every line: the CRC-32 of all before it. */
const seal = /,"crc":"([0-9a-f]{8})"\}$/;

/** Returns a record as a line of the journal: numbered, dated and sealed. */
export function writeLine(record: JournalRecord, number: number, at: Date): string {
  const body = JSON.stringify({ n: number, at: at.toISOString(), ...record }).slice(0, -1);
  return `${body},"crc":"${sum(body)}"}\n`;
}

/**
 * Reads the line with that number. Without a record it is `damaged`, or `foreign`: whole as somebody has written it, and nothing that
 * this version knows.
 */
export function readLine(line: string, number: number): DatedRecord | 'damaged' | 'foreign' {
  const [tail, crc] = seal.exec(line) ?? [];
  if (tail === undefined || crc !== sum(line.slice(0, -tail.length))) return 'damaged';
  const value: unknown = JSON.parse(`${line.slice(0, -tail.length)}}`);
  if (typeof value !== 'object' || value === null || !('n' in value) || value.n !== number) return 'damaged';
  const { n: _, at, ...rest } = value as { n: number; at?: unknown };
  const record = recordSchema.safeParse(rest);
  return record.success && typeof at === 'string' ? { ...record.data, at } : 'foreign';
}

function sum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
