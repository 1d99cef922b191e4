import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@cfworker/json-schema';
import { describe, expect, test } from 'vitest';
import { allSchemas } from '../../../src/formats/openclaw-config/check.ts';
import { parseJson } from '../../../src/formats/openclaw-config/json.ts';
import { findProblems } from '../../../src/formats/openclaw-config/problems.ts';
import { openclawVersions } from '../../../src/formats/openclaw-config/versions.ts';

const corrected = readFileSync(join(import.meta.dirname, 'fixtures/corrected.json'), 'utf8');
const english = readFileSync(join(import.meta.dirname, 'fixtures/english-source.json'), 'utf8');

/** Values and keys that schemas of these configurations care about. */
const values = [
  'true',
  '0',
  '-1',
  '3.5',
  '70000',
  'null',
  '""',
  '"main"',
  '"local"',
  '"env"',
  '{}',
  '[]',
  '[1]',
  '{"id":"A"}',
];
const members = [
  '"enabled":true',
  '"source":"env"',
  '"id":"TOKEN"',
  '"provider":"default"',
  '"token":{"source":"file","provider":"a","id":"/b"}',
  '"type":"acp"',
  '"peer":{"kind":"dm","id":"1"}',
  '"plugins":{"entries":{"imap":{"config":{"accounts":{"a":{}}}}}}',
  '"allow":["x"]',
];

describe('the verdict is that of a plain validator, whatever was changed', () => {
  test.each(openclawVersions)('%s', (version) => {
    const schema = allSchemas.config.get(version) ?? false;
    const validator = new Validator(schema as object, '7');
    let invalid = 0;
    for (const text of changed([corrected, english], 400)) {
      const { root, value } = parseJson(text, 'json');
      if (!root) throw new Error(text);
      const expected = validator.validate(value).valid;
      invalid += expected ? 0 : 1;
      expect(findProblems(schema, root).length === 0, text).toBe(expected);
    }
    expect(invalid).toBeGreaterThan(100);
  });
});

/** Returns configurations of which a value was replaced or a member added, the same ones in every run. */
function changed(seeds: string[], count: number): string[] {
  let state = 7;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return (state >> 8) % below;
  };
  return Array.from({ length: count }, (_, index) => {
    const text = seeds[index % seeds.length] ?? '';
    const places = [...text.matchAll(index % 3 ? /(?<=: )("[^"]*"|\d+|true|false)/g : /(?<=\{)/g)];
    const place = places[random(places.length)];
    const from = place?.index ?? 0;
    const by = index % 3 ? values[random(values.length)] : `${members[random(members.length)]},`;
    return `${text.slice(0, from)}${by}${text.slice(from + (place?.[0].length ?? 0))}`.replaceAll(
      /,\s*\}/g,
      '}',
    );
  });
}
