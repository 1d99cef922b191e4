import type { APIRoute, GetStaticPaths } from 'astro';
import { guide, order } from '../content.ts';
import { type Download, downloadsOf } from '../downloads.ts';

export const getStaticPaths: GetStaticPaths = ({ routePattern }) =>
  downloadsOf(guide, order)
    .filter(({ path, file }) => path === routePattern.replace('[...file]', file))
    .map((download) => ({ params: { file: download.file }, props: { download } }));

/** A file of the guide, with the values that the guide has. */
export const GET: APIRoute<{ download: Download }> = ({ props }) => new Response(props.download.text);
