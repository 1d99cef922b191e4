import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
import { z } from 'zod';
import { frontmatterSchema } from './src/guide/frontmatter.ts';

const { runbooks, aliases } = frontmatterSchema.shape;

export const collections = {
  docs: defineCollection({
    loader: docsLoader(),
    schema: docsSchema({ extend: z.object({ runbooks, aliases }) }),
  }),
};
