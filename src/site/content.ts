import { root } from 'astro:config/server';
import { fileURLToPath } from 'node:url';
import { type Guide, readGuide } from '../guide/guide.ts';
import { orderOf, readSettings } from './settings.ts';

const content = fileURLToPath(new URL('./content', root));

/** The guide as the routes see it, read once a build. */
export const guide: Guide = readGuide(content).guide;

export const settings = readSettings(content);

/** The pages' addresses below their language, in the order of the sidebar. */
export const order = orderOf(settings);
