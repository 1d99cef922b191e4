import type { APIRoute, GetStaticPaths } from 'astro';
import { languages } from '../../words.ts';
import { guide, order, settings } from '../content.ts';
import { inOrder, markdownAddress } from '../machine-addresses.ts';
import { plainMarkdown } from '../plain-markdown.ts';
import { publicRoot } from '../public-root.ts';

interface Props {
  language: string;
  full: boolean;
}

export const getStaticPaths: GetStaticPaths = () =>
  languages.flatMap((language, index) =>
    [false, true].map((full) => ({
      params: { path: `${index === 0 ? '' : `${language}/`}llms${full ? '-full' : ''}` },
      props: { language, full },
    })),
  );

/** llms.txt: what there is to read, or (llms-full.txt) all of it at once. */
export const GET: APIRoute<Props> = ({ props: { language, full }, site }) => {
  const root = publicRoot(site);
  const pages = inOrder(guide, language, order);
  if (full) return new Response(pages.map((page) => plainMarkdown(page, root)).join('\n'));
  const groups = settings.sidebar.map(({ label, pages: entries }) => {
    const links = entries.flatMap((entry) => {
      if ('link' in entry) return [];
      const page = pages.find(({ slug }) => slug === (entry.page === 'index' ? '' : entry.page));
      if (page === undefined) return [];
      const address = root + markdownAddress(page, guide).slice(1);
      return [`- [${page.frontmatter.title}](${address}): ${page.frontmatter.description ?? ''}`];
    });
    return [`## ${label[language]}`, '', ...links, ''].join('\n');
  });
  return new Response(
    [`# ${settings.title[language]}`, '', `> ${settings.description[language]}`, '', ...groups].join('\n'),
  );
};
