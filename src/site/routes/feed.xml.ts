import { root as home } from 'astro:config/server';
import { fileURLToPath } from 'node:url';
import type { APIRoute, GetStaticPaths } from 'astro';
import { languages } from '../../words.ts';
import { latestChanges } from '../changes.ts';
import { guide, order, settings } from '../content.ts';
import { inOrder } from '../machine-addresses.ts';
import { addressOfPage } from '../old-ids.ts';
import { publicRoot } from '../public-root.ts';

export const getStaticPaths: GetStaticPaths = () =>
  languages.map((language, index) => ({
    params: { path: `${index === 0 ? '' : `${language}/`}feed` },
    props: { language },
  }));

/** An Atom feed: the pages by when they last changed, the newest first. */
export const GET: APIRoute<{ language: string }> = ({ props: { language }, site, url }) => {
  const root = publicRoot(site);
  const changes = latestChanges(fileURLToPath(home), 'content/docs');
  const entries = inOrder(guide, language, order)
    .flatMap((page) => {
      const change = changes.get(`content/${page.file}`);
      return change ? [{ page, ...change }] : [];
    })
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
  const updated = entries[0]?.at ?? new Date(0);
  const feed = new URL(url.pathname, site).href;
  return new Response(
    [
      '<?xml version="1.0" encoding="utf-8"?>',
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
      `<id>${feed}</id>`,
      `<title>${escaped(settings.title[language] ?? '')}</title>`,
      `<subtitle>${escaped(settings.description[language] ?? '')}</subtitle>`,
      `<author><name>${escaped(settings.title[language] ?? '')}</name></author>`,
      `<link rel="self" href="${feed}"/>`,
      `<updated>${updated.toISOString()}</updated>`,
      ...entries.map(({ page, id, at }) => {
        const address = root + addressOfPage(page, guide.languages[0] ?? language).slice(1);
        return [
          '<entry>',
          `<id>${address}#${id}</id>`,
          `<title>${escaped(page.frontmatter.title)}</title>`,
          `<link href="${address}"/>`,
          `<updated>${at.toISOString()}</updated>`,
          `<summary>${escaped(page.frontmatter.description ?? '')}</summary>`,
          '</entry>',
        ].join('');
      }),
      '</feed>',
      '',
    ].join('\n'),
  );
};

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
