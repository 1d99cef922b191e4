import type { APIRoute, GetStaticPaths } from 'astro';
import { publicSchemas } from '../schemas.ts';

export const getStaticPaths: GetStaticPaths = () =>
  [...publicSchemas()].map(([name, schema]) => ({ params: { name }, props: { schema } }));

/** A JSON Schema. */
export const GET: APIRoute<{ schema: unknown }> = ({ props }) => Response.json(props.schema);
