import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allSchemas } from '../../../src/formats/openclaw-config/check.ts';
import { schemaModules } from '../../../src/formats/openclaw-config/update/modules.ts';
import {
  compareVersions,
  loadSchemas,
  openclawVersions,
} from '../../../src/formats/openclaw-config/versions.ts';

const data = join(import.meta.dirname, '../../../src/formats/openclaw-config/data');

test('versions are known from the oldest to the newest', () => {
  expect(openclawVersions).toEqual(['2026.1.29', '2026.4.29', '2026.9.6']);
  expect(openclawVersions.toSorted(compareVersions)).toEqual(openclawVersions);
  expect(compareVersions('2026.10.1', '2026.9.6')).toBeGreaterThan(0);
});

test('a version is loaded alone', async () => {
  const { config, voiceCall } = await loadSchemas(['2026.9.6']);
  expect([...config.keys()]).toEqual(['2026.9.6']);
  expect(config.get('2026.9.6')).toEqual(allSchemas.config.get('2026.9.6'));
  expect([...voiceCall.keys()].at(-1)).toBe('2026.4.29');
});

test.each(['eager.ts', 'lazy.ts'] as const)('%s names the files that are there', (name) => {
  expect(readFileSync(join(data, name), 'utf8')).toBe(schemaModules(readdirSync(data))[name]);
});

test('every pattern of every schema can be read', () => {
  for (const file of readdirSync(data).filter((name) => name.endsWith('.json'))) {
    for (const [, pattern = ''] of readFileSync(join(data, file), 'utf8').matchAll(
      /"pattern":("(?:[^"\\]|\\.)*")/g,
    )) {
      expect(() => new RegExp(JSON.parse(pattern), 'u'), pattern).not.toThrow();
    }
  }
});
