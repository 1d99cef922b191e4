import type { APIRoute } from 'astro';
import { toTemplate } from '../../guide/variables.ts';
import { guide, order } from '../content.ts';
import { downloadsOf } from '../downloads.ts';

/** The guide's files in pieces, by their address, for the reader's own values to be put into. */
export const GET: APIRoute = () =>
  Response.json(
    Object.fromEntries(
      downloadsOf(guide, order).map(({ path, text }) => [path, toTemplate(text, guide.variables.variables)]),
    ),
  );
