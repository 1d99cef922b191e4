// Loaded before the executor: lets the write of a journal that FAIL_AT counts to fail with the system's error FAIL_CODE, before any of it
// is written or (FAIL_HOW=half) when half of it is. It fails from then on, as a full disk does.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const {
  FAIL_AT: at = '0',
  FAIL_CODE: code = 'ENOSPC',
  FAIL_HOW: how = 'none',
  FAIL_CALL: call = 'write',
} = process.env;
const journals = new Set();
let calls = 0;

const { openSync, writeSync, fdatasyncSync } = fs;
const fails = (name, descriptor) => name === call && journals.has(descriptor) && ++calls >= Number(at);
const failure = () => Object.assign(new Error(`${code}: ${call}`), { code, syscall: call });
fs.openSync = (path, ...rest) => {
  const descriptor = openSync(path, ...rest);
  if (String(path).endsWith('journal.jsonl')) journals.add(descriptor);
  return descriptor;
};
fs.writeSync = (descriptor, data, ...rest) => {
  if (!fails('write', descriptor)) return writeSync(descriptor, data, ...rest);
  const [offset = 0, length = data.length, position] = rest;
  if (how === 'half' && calls === Number(at))
    return writeSync(descriptor, data, offset, Math.ceil(length / 2), position);
  throw failure();
};
fs.fdatasyncSync = (descriptor) => {
  if (fails('sync', descriptor)) throw failure();
  return fdatasyncSync(descriptor);
};
syncBuiltinESMExports();
