import { renameSync, writeFileSync } from 'node:fs';

/** Writes a file whole or not at all: beside its place first, then into it. A reader sees the old text or the new one. */
export function writeWhole(path: string, text: string, mode = 0o644): void {
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, text, { mode });
  renameSync(beside, path);
}
