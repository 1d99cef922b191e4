import { createHash } from 'node:crypto';
import { type Schema, Validator } from '@cfworker/json-schema';
import { describe, inject } from 'vitest';
import { planIndexSchema, planSchema } from '../../../src/runbook/plan.ts';
import { guide, pages } from '../guide.ts';
import { test } from '../page.ts';

const get = async (path: string) => {
  const response = await fetch(new URL(path, inject('belowBase')));
  if (response.status !== 200) throw new Error(`${path} is answered ${response.status}.`);
  return response;
};

test.for(pages)(
  '$page.file can be had as Markdown without components, ids or annotations',
  async ({ page, path }, { expect }) => {
    const address = path.replace(/\/$/, page.slug === '' ? '/index.md' : '.md').slice(1);
    const text = await (await get(address)).text();
    expect(text.startsWith(`# ${page.frontmatter.title}\n`)).toBe(true);
    const openings: string[] = [];
    const prose = text.replaceAll(/^(?:> )?(`{3,})(.*)\n[\s\S]*?\n(?:> )?\1$/gm, (_, __, info: string) => {
      openings.push(info);
      return '';
    });
    expect(prose).not.toMatch(/^import |^<\/?[A-Z]|\{#[\w-]+\}\s*$/m);
    expect(openings).toHaveLength(page.fences.length);
    expect(openings.filter((info) => !/^[\w-]*$/.test(info))).toEqual([]);
    expect(prose).not.toMatch(/\]\(\//);
  },
);

test.for(['', 'it/'])(
  '/%sllms.txt lists every page, and /%sllms-full.txt has them all',
  async (language, { expect }) => {
    const own = guide.pages.filter((page) => page.language === (language === '' ? 'en' : 'it'));
    const list = await (await get(`${language}llms.txt`)).text();
    const full = await (await get(`${language}llms-full.txt`)).text();
    for (const { frontmatter } of own) {
      expect(list).toContain(`[${frontmatter.title}](`);
      expect(full).toContain(`# ${frontmatter.title}\n`);
    }
    const urls = [...list.matchAll(/\]\((https:[^)]+)\)/g)].map(([, url = '']) => new URL(url).pathname);
    expect(urls).toHaveLength(own.length);
    for (const url of urls) await get(url);
  },
);

test('the plans are served, and are plans', async ({ expect }) => {
  const index = planIndexSchema.parse(await (await get('runbooks/index.json')).json());
  expect(index.plans.map(({ id }) => id)).toContain('deploy');
  for (const { file } of index.plans) planSchema.parse(await (await get(`runbooks/${file}`)).json());
});

test('the rules say in every language what they look for', async ({ expect }) => {
  const rules = (await (await get('rules.json')).json()) as {
    code: string;
    summary: Record<string, string>;
  }[];
  expect(rules.length).toBeGreaterThan(20);
  for (const { summary } of rules) expect(Object.keys(summary)).toEqual(['en', 'it']);
});

test.for([
  ['feed.xml', ''],
  ['it/feed.xml', 'it/'],
] as const)(
  '%s is an Atom feed of the pages of its language, the newest change first',
  async ([path, language], { page, expect }) => {
    await page.goto(`${inject('belowBase')}404.html`);
    const feed = await page.evaluate(
      (text) => {
        const xml = new DOMParser().parseFromString(text, 'application/xml');
        const of = (element: Element, name: string) => element.querySelector(`:scope > ${name}`)?.textContent;
        return {
          wrong: xml.querySelector('parsererror')?.textContent,
          root: [xml.documentElement.localName, xml.documentElement.namespaceURI],
          top: ['id', 'title', 'updated', 'author > name'].map((name) => of(xml.documentElement, name)),
          links: [...xml.querySelectorAll('feed > link')].map((link) => [
            link.getAttribute('rel'),
            new URL(link.getAttribute('href') ?? '').pathname,
          ]),
          entries: [...xml.querySelectorAll('feed > entry')].map((entry) => ({
            id: of(entry, 'id') ?? '',
            title: of(entry, 'title'),
            updated: of(entry, 'updated') ?? '',
            summary: of(entry, 'summary'),
            link: new URL(entry.querySelector('link')?.getAttribute('href') ?? '').pathname,
          })),
        };
      },
      await (await get(path)).text(),
    );
    expect(feed.wrong).toBeUndefined();
    expect(feed.root).toEqual(['feed', 'http://www.w3.org/2005/Atom']);
    for (const each of feed.top) expect(each).toBeTruthy();
    expect(feed.links).toEqual([
      ['self', `/x/${path}`],
      ['alternate', `/x/${language}`],
    ]);
    expect(new Set(feed.entries.map(({ id }) => id)).size).toBe(feed.entries.length);
    for (const { title, summary, link } of feed.entries) {
      expect(title).toBeTruthy();
      expect(summary).toBeTruthy();
      expect(link).toMatch(language === '' ? /^\/x\/(?!it\/)/ : /^\/x\/it\//);
    }
    const times = feed.entries.map(({ updated }) => Date.parse(updated));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  },
);

test('the sitemap lists every page in both languages, below the base path, and none that only leads on', async ({
  expect,
}) => {
  const index = await (await get('sitemap-index.xml')).text();
  const [, path = ''] = /<loc>https:\/\/[^/]+\/x\/([^<]+)<\/loc>/.exec(index) ?? [];
  const text = await (await get(path)).text();
  const listed = [...text.matchAll(/<loc>https:\/\/[^/]+(\/[^<]*)<\/loc>(.*?)<\/url>/g)];
  const paths = listed.map(([, listedPath = '']) => listedPath);
  for (const { path } of pages) expect(paths).toContain(`/x${path}`);
  expect(paths.filter((listedPath) => listedPath.includes('install'))).toEqual([]);
  for (const [, , alternates = ''] of listed) {
    expect([...alternates.matchAll(/hreflang="(\w+)"/g)].map(([, language]) => language).sort()).toEqual([
      'en',
      'it',
    ]);
  }
});

describe('the one file that people carry', () => {
  const served = async () => {
    const bytes = Buffer.from(await (await get('runbook.mjs')).arrayBuffer());
    return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  };

  test('is served, and the index of the plans says what it must be', async ({ expect }) => {
    const { bytes, sha256 } = await served();
    expect(bytes.toString('latin1', 0, 19)).toBe('#!/usr/bin/env node');
    const { program } = planIndexSchema.parse(await (await get('runbooks/index.json')).json());
    expect(program).toEqual({ file: 'runbook.mjs', sha256, bytes: bytes.length });
  });

  test.for(['deploy/', 'it/deploy/', 'machines/', 'it/machines/'])(
    'has its digest on /%s',
    async (path, { expect }) => {
      const { sha256 } = await served();
      expect(await (await get(path)).text()).toContain(sha256);
    },
  );
});

test.for(['', 'it/'])(
  '/%smachines/ leads to all of it, and nothing that it names is missing',
  async (language, { expect }) => {
    const html = await (await get(`${language}machines/`)).text();
    const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
    const links = [...main.matchAll(/href="\/x\/([^"#]+\.(?:md|txt|json|xml|mjs))"/g)].map(
      ([, path = '']) => path,
    );
    for (const path of [
      `${language}llms.txt`,
      `${language}feed.xml`,
      'rules.json',
      'schemas/plan.json',
      'runbook.mjs',
    ]) {
      expect(links).toContain(path);
    }
    for (const path of new Set(links)) await get(path);
  },
);

test('a plan holds to the schema that is published for it', async ({ expect }) => {
  const schema = (await (await get('schemas/plan.json')).json()) as Schema;
  const plan = await (await get('runbooks/deploy.json')).json();
  const validator = new Validator(schema, '2020-12');
  expect(validator.validate(plan).errors).toEqual([]);
  expect(validator.validate({ ...plan, steps: [] }).valid).toBe(false);
});

test('the schema of the events of a run is published', async ({ expect }) => {
  const schema = (await (await get('schemas/run-event.json')).json()) as Schema;
  const validator = new Validator(schema, '2020-12');
  expect(validator.validate({ event: 'note', message: 'A remark.' }).errors).toEqual([]);
  expect(validator.validate({ event: 'note' }).valid).toBe(false);
});

test.for(pages)('$path has a button for its Markdown', async ({ page, path }, { expect }) => {
  const html = await (await get(path.slice(1))).text();
  const address = path.replace(/\/$/, page.slug === '' ? '/index.md' : '.md').slice(1);
  expect(html.match(new RegExp(`href="/x/${address}"`, 'g'))?.length ?? 0).toBeGreaterThan(1);
});
