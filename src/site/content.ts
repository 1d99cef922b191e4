import { root } from 'astro:config/server';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Guide, guideOnce } from '../guide/guide.ts';
import { readProofs } from '../proof/proofs.ts';
import { staleTranslations } from '../rules/parity/stale.ts';
import { orderOf, readSettings } from './settings.ts';

const content = fileURLToPath(new URL('./content', root));

/** The guide as the routes see it, read once a build. */
export const guide: Guide = guideOnce(content);

/** The translations whose original has changed since. */
export const stale = staleTranslations(guide);

/** What is proven of it. */
export const proofs = readProofs(content);

export const settings = readSettings(content);

/** The pages' addresses below their language, in the order of the sidebar. */
export const order = orderOf(settings);

const recorded = join(content, 'recordings');

/** What `npm run record` kept of rehearsals, by runbook and language: `deploy.en`. */
export const recordings: ReadonlyMap<string, string> = new Map(
  readdirSync(recorded)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => [file.replace(/\.txt$/, ''), readFileSync(join(recorded, file), 'utf8')]),
);

/** Returns a recording's address below the site's root. */
export function recordingPath(runbook: string, language: string): string {
  return `recordings/${runbook}.${language}.txt`;
}
