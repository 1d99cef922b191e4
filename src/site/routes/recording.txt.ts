import type { APIRoute, GetStaticPaths } from 'astro';
import { recordings } from '../content.ts';

export const getStaticPaths: GetStaticPaths = () =>
  [...recordings].map(([name, text]) => ({ params: { name }, props: { text } }));

/** A recorded rehearsal, as the terminal showed it. */
export const GET: APIRoute<{ text: string }> = ({ props }) => new Response(props.text);
