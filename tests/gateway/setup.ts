import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { targetsSchema } from '../../src/guide/targets.ts';
import { installRelease } from '../../src/rehearsal/real/release.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the real OpenClaw, in the version that the guide is true for. */
    release: { version: string; folder: string };
    /** A path for the tests to take turns by when they start it. */
    starts: string;
  }
}

const targets = join(import.meta.dirname, '../../content/targets.json');

/** Installs the real OpenClaw into the user's cache folder, once for all. */
export default async function setup(project: TestProject): Promise<() => void> {
  const { openclaw: version = '' } = targetsSchema.parse(JSON.parse(readFileSync(targets, 'utf8')));
  const tell = (line: string) => process.stderr.write(`tests/gateway: ${line}\n`);
  const release = await installRelease(version, {
    onInstall: (folder) => tell(`installing openclaw@${version} into ${folder}`),
    onWait: (seconds) => tell(`… ${seconds} s`),
  });
  project.provide('release', release);
  const folder = mkdtempSync(join(tmpdir(), 'gateway-starts-'));
  project.provide('starts', join(folder, 'start'));
  return () => rmSync(folder, { recursive: true, force: true });
}
