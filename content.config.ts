import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { z } from 'zod';
import { frontmatterSchema } from './src/guide/frontmatter.ts';

const { runbooks, aliases, search, confirmed, recording, facts } = frontmatterSchema.shape;

export const collections = {
  docs: defineCollection({
    loader: docsLoader(),
    schema: docsSchema({ extend: z.object({ runbooks, aliases, search, confirmed, recording, facts }) }),
  }),
  // Starlight's own words are right as they are; ours are in content/i18n, for the command lines as well.
  i18n: defineCollection({ loader: () => [{ id: 'en' }], schema: i18nSchema() }),
};
