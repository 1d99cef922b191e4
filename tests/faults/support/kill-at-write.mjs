// Loaded before the executor: ends it with SIGKILL at the write of a journal that KILL_AT counts to, before it, in the midst of it,
// or after it.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { KILL_AT: at = '0', KILL_HOW: how = 'after' } = process.env;
const journals = new Set();
let writes = 0;

const { openSync, writeSync } = fs;
fs.openSync = (path, ...rest) => {
  const descriptor = openSync(path, ...rest);
  if (String(path).endsWith('journal.jsonl')) journals.add(descriptor);
  return descriptor;
};
fs.writeSync = (descriptor, data, ...rest) => {
  if (!journals.has(descriptor) || ++writes !== Number(at)) return writeSync(descriptor, data, ...rest);
  if (how === 'before') process.kill(process.pid, 'SIGKILL');
  const [offset = 0, length = data.length, position] = rest;
  if (how === 'torn') writeSync(descriptor, data, offset, Math.ceil(length / 2), position);
  else writeSync(descriptor, data, ...rest);
  process.kill(process.pid, 'SIGKILL');
};
syncBuiltinESMExports();
