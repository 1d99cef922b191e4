import { describe, expect, test } from 'vitest';
import { findSecrets } from '../../src/formats/secret/token.ts';
import { checkFiles } from '../../src/rules/check-files.ts';
import { secretRule } from '../../src/rules/secrets.ts';
import { contentFolder } from '../support/content.ts';

const found = (text: string) => findSecrets(text).map(({ start, end }) => text.slice(start, end));

describe('what looks like a real secret is found', () => {
  test.each([
    [
      'in shell',
      'export GATEWAY_TOKEN="9f8e7d6c5b4a39281706f5e4d3c2b1a0"',
      '9f8e7d6c5b4a39281706f5e4d3c2b1a0',
    ],
    ['after fly secrets set', 'fly secrets set A_PASSWORD=x7Kq2mZ9pL4vT8nR', 'x7Kq2mZ9pL4vT8nR'],
    [
      'in JSON',
      '{ "gateway": { "auth": { "token": "9f8e7d6c5b4a39281706f5e4d3c2b1a0" } } }',
      '9f8e7d6c5b4a39281706f5e4d3c2b1a0',
    ],
    ['in JSON5', "{ botToken: '7123984560:AAE9x'", undefined],
    [
      'of Anthropic',
      'the key sk-ant-api03-Zm9vYmFyYmF6cXV4Wm05dlltRnlZbUY2 opens',
      'sk-ant-api03-Zm9vYmFyYmF6cXV4Wm05dlltRnlZbUY2',
    ],
    ['of GitHub', 'ghp_Q7fZ2mK9xT4vB1nL8cR3sW6pY5dH0jG2aE4u', 'ghp_Q7fZ2mK9xT4vB1nL8cR3sW6pY5dH0jG2aE4u'],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----', '-----BEGIN OPENSSH PRIVATE KEY-----'],
  ])('%s', (_, text, secret) => {
    expect(found(text)).toEqual(secret === undefined ? [] : [secret]);
  });
});

describe('what is there to be replaced, or opens nothing, is let be', () => {
  test.each([
    'export TOKEN="$(openssl rand -hex 32)"',
    'fly secrets set ANTHROPIC_API_KEY=sk-ant-...',
    'ANTHROPIC_API_KEY=sk-ant-your-key-goes-here-1',
    'OPENAI_API_KEY=sk-xxxxxxxxxxxxxxxxxxxxxxxx1',
    'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'AKIAIOSFODNN7EXAMPLE',
    `{ "token": "$${'{OPENCLAW_GATEWAY_TOKEN}'}" }`,
    '{ "token": "a-long-name-with-words-2" }',
    'MAX_TOKENS=4096',
    'TOKENIZER=cl100k_base',
    'API_KEY_FILE=/run/secrets/api_key_2026',
    'DISCORD_BOT_TOKEN=MTIz...',
    'sha256-9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0',
    'git checkout 5c22c8cece71e1cf83fab3189c9f7301573f4d6e',
    'the skeleton of sk-learn-contrib-modules',
    'machine 148ed193b95948',
    'vol_4o5l6k7j8h9g0f1d',
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

test.each(secretRule.examples ?? [])('$wrong is told of, and $right is not', ({ wrong, right }) => {
  const codes = (text: string) =>
    checkFiles([`${contentFolder({ 'page.md': text })}/page.md`], { openclaw: '2026.9.6' }).diagnostics.map(
      ({ code, severity }) => `${severity} ${code}`,
    );
  expect(codes(wrong)).toEqual(['warning secret/literal']);
  expect(codes(right)).toEqual([]);
});

test('a secret is told of once, whoever else has seen it', () => {
  const secret = 'x7Kq2mZ9pL4vT8nR1sW6';
  const root = contentFolder({
    'fly.toml': `app = "x"\n[env]\n  API_TOKEN = "${secret}"\n`,
    'set.sh': `fly secrets set API_TOKEN=${secret} -a x\n`,
  });
  const codes = (file: string) =>
    checkFiles([`${root}/${file}`], { openclaw: '2026.9.6' }).diagnostics.map(({ code }) => code);
  expect(codes('fly.toml')).toEqual(['fly-toml/env-secret']);
  expect(codes('set.sh')).toEqual(['secret/literal']);
});
