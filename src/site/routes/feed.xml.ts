import { root as home } from 'astro:config/server';
import { fileURLToPath } from 'node:url';
import type { APIRoute, GetStaticPaths } from 'astro';
import { type Language, languages, type Say, speak } from '../../words.ts';
import { type Change, changedSections, latestChanges } from '../changes.ts';
import { guide, order, settings } from '../content.ts';
import { inOrder } from '../machine-addresses.ts';
import { addressOfPage } from '../old-ids.ts';
import { publicRoot } from '../public-root.ts';

export const getStaticPaths: GetStaticPaths = () =>
  languages.map((language, index) => ({
    params: { path: `${index === 0 ? '' : `${language}/`}feed` },
    props: { language },
  }));

const changes = latestChanges(fileURLToPath(home), 'content/docs');

/** An Atom feed: the pages by when they last changed, the newest first, each with the sections that changed. */
export const GET: APIRoute<{ language: Language }> = ({ props: { language }, site, url }) => {
  const root = publicRoot(site);
  const entries = inOrder(guide, language, order)
    .flatMap((page) => {
      const change = changes.get(`content/${page.file}`);
      return change ? [{ page, change }] : [];
    })
    .toSorted((a, b) => b.change.at.getTime() - a.change.at.getTime());
  const updated = entries[0]?.change.at ?? new Date(0);
  const say = speak(language);
  const feed = new URL(url.pathname, site).href;
  return new Response(
    [
      '<?xml version="1.0" encoding="utf-8"?>',
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
      `<id>${feed}</id>`,
      `<title>${escaped(settings.title[language] ?? '')}</title>`,
      `<subtitle>${escaped(settings.description[language] ?? '')}</subtitle>`,
      `<author><name>${escaped(settings.title[language] ?? '')}</name></author>`,
      `<link rel="self" type="application/atom+xml" href="${feed}"/>`,
      `<link rel="alternate" type="text/html" hreflang="${language}" href="${new URL('./', feed).href}"/>`,
      `<updated>${updated.toISOString()}</updated>`,
      ...entries.map(({ page, change }) => {
        const address = root + addressOfPage(page, guide.languages[0] ?? language).slice(1);
        return [
          '<entry>',
          `<id>${address}#${change.id}</id>`,
          `<title>${escaped(page.frontmatter.title)}</title>`,
          `<link href="${address}"/>`,
          `<updated>${change.at.toISOString()}</updated>`,
          `<summary>${escaped(told(change, say) || (page.frontmatter.description ?? ''))}</summary>`,
          '</entry>',
        ].join('');
      }),
      '</feed>',
      '',
    ].join('\n'),
  );
};

/** Returns what changed, section by section; nothing where no section did, or the page is new. */
function told({ before, after }: Change, say: Say): string {
  if (before === undefined) return '';
  const { added, changed, removed } = changedSections(before, after);
  return (
    [
      ['feed.added', added],
      ['feed.changed', changed],
      ['feed.removed', removed],
    ] as const
  )
    .filter(([, sections]) => sections.length > 0)
    .map(([key, sections]) => say(key, { sections: sections.map(({ title }) => title).join('; ') }))
    .join(' ');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
