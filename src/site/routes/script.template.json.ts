import type { APIRoute, GetStaticPaths } from 'astro';
import { toTemplate } from '../../guide/variables.ts';
import { guide } from '../content.ts';
import { listPublic, readPublic } from '../public-files.ts';

export const getStaticPaths: GetStaticPaths = () =>
  listPublic('runbooks')
    .filter((file) => file.endsWith('.sh'))
    .map((name) => ({ params: { name } }));

/** A runbook's script in pieces, for the reader's own values to be put into. */
export const GET: APIRoute = ({ params }) =>
  Response.json(toTemplate(readPublic(`runbooks/${params.name}`), guide.variables.variables));
