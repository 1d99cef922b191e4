import type { APIRoute, GetStaticPaths } from 'astro';
import type { Page } from '../../guide/page.ts';
import { guide } from '../content.ts';
import { markdownAddress } from '../machine-addresses.ts';
import { plainMarkdown } from '../plain-markdown.ts';
import { publicRoot } from '../public-root.ts';

export const getStaticPaths: GetStaticPaths = () =>
  guide.pages.map((page) => ({
    params: { path: markdownAddress(page, guide).slice(1).replace(/\.md$/, '') },
    props: { page },
  }));

/** A page as Markdown. */
export const GET: APIRoute<{ page: Page }> = ({ props, site }) =>
  new Response(plainMarkdown(props.page, publicRoot(site)));
