import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readSchema } from '../../../src/rehearsal/real/release.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-test-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test("a release is asked for its schema with nothing of the developer's own environment", async () => {
  vi.stubEnv('OPENCLAW_GATEWAY_TOKEN', 'mine');
  vi.stubEnv('ANTHROPIC_API_KEY', 'mine');
  // A release that answers with the names of its environment in place of its keys.
  writeFileSync(
    join(folder, 'openclaw.mjs'),
    `const names = Object.keys(process.env).map((name) => [name, { type: 'string' }]);
console.log(JSON.stringify({ type: 'object', properties: { gateway: { type: 'object' }, ...Object.fromEntries(names) } }));`,
  );
  const schema = await readSchema({ version: '2026.9.6', folder });
  const names = typeof schema === 'object' ? Object.keys(schema.properties ?? {}) : [];
  expect(names.sort()).toEqual(['HOME', 'NO_COLOR', 'OPENCLAW_STATE_DIR', 'PATH', 'gateway']);
});
