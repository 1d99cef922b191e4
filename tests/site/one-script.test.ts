import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { withOneScript } from '../../src/site/one-script.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'one-script-')), '_astro');
  mkdirSync(folder);
  write({
    'menu.js': `import{note}from"./shared.js";note('menu');`,
    'search.js': `import{note}from"./shared.js";note('search');globalThis.later=()=>import("./later.js");`,
    'shared.js': `export const note=(name)=>(globalThis.seen??=[]).push(name);`,
    'later.js': `import{note}from"./helper.js";export const late=()=>note('later');`,
    'helper.js': `export const note=(name)=>(globalThis.seen??=[]).push(name);`,
  });
});

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

function page(...names: string[]): string {
  const scripts = names.map((name) => `<script type="module" src="/base/_astro/${name}"></script>`);
  return `<html><head>${scripts[0] ?? ''}</head><body><script>inline()</script>${scripts.slice(1).join('<p>')}</body></html>`;
}

const made = (...pages: string[]) => withOneScript(pages, folder, '/base/_astro/');
const sources = (html = '') =>
  [...html.matchAll(/<script type="module" src="([^"]*)">/g)].map(([, src = '']) => src);

test('a page has one script, in its head, that does what its several did, in their order', async () => {
  const [html = ''] = await made(page('menu.js', 'search.js'));
  const [source = '', ...more] = sources(html);
  expect(more).toEqual([]);
  expect(html.indexOf(source)).toBeLessThan(html.indexOf('</head>'));
  expect(html).toContain('<script>inline()</script>');
  expect(source).toMatch(/^\/base\/_astro\/page\.\w+\.js$/);
  await import(pathToFileURL(join(folder, source.slice('/base/_astro/'.length))).href);
  const world = globalThis as { seen?: string[]; later?: () => Promise<{ late(): void }> };
  expect(world.seen).toEqual(['menu', 'search']);
  (await world.later?.())?.late();
  expect(world.seen).toEqual(['menu', 'search', 'later']);
});

test('pages with the same scripts share one, others have their own', async () => {
  const [one, two, three, none] = await made(
    page('menu.js', 'search.js'),
    page('menu.js', 'search.js'),
    page('menu.js'),
    '<html><head></head></html>',
  );
  expect(sources(one)).toEqual(sources(two));
  expect(sources(one)).not.toEqual(sources(three));
  expect(none).toBe('<html><head></head></html>');
});

test('what has gone into it is removed, but for what is loaded later and what that needs', async () => {
  write({ 'helper.js': readFileSync(join(folder, 'shared.js'), 'utf8') });
  write({ 'menu.js': `import{note}from"./helper.js";note('menu');` });
  await made(page('menu.js', 'search.js'));
  expect(readdirSync(folder).filter((name) => !name.startsWith('page.'))).toEqual(['helper.js', 'later.js']);
});

test('a script that is not there is an error', async () => {
  await expect(made(page('none.js'))).rejects.toThrow('none.js');
});
