/** `npm run pictures`, after a build: renews the README's picture of the first page, and the social cards, under public/. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import project from '../package.json' with { type: 'json' };
import { readGuide } from '../src/guide/guide.ts';
import { openBrowser } from '../src/project/browser.ts';
import { addressOf } from '../src/site/address.ts';
import { serve } from '../src/site/serve.ts';
import { cardSize, socialCard } from '../src/site/social-card.ts';

const home = join(import.meta.dirname, '..');
const dist = join(home, 'dist');
if (!existsSync(join(dist, 'index.html'))) {
  process.stderr.write('dist/ has no site yet: npm run build.\n');
  process.exit(2);
}
const fontFile = createRequire(import.meta.url).resolve(
  '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
);
const font = `data:font/woff2;base64,${readFileSync(fontFile, 'base64')}`;
const mark = readFileSync(join(home, 'src/site/mark.svg'), 'utf8');
const hero = z.object({ hero: z.object({ tagline: z.string() }) });

const { guide } = readGuide(join(home, 'content'));
const browser = await openBrowser();
const site = await serve({ root: dist, base: addressOf(process.env, project.homepage).base, port: 0 });
try {
  await firstPage();
  for (const page of guide.pages.filter(({ slug }) => slug === '')) {
    const { title, facts = [] } = page.frontmatter;
    const { tagline } = hero.parse(page.frontmatter).hero;
    await card(page.language, { title, tagline, facts });
  }
} finally {
  await browser.close();
  await site.close();
}

/** The page is opened twice: the first time its fonts may come too late to be used. */
async function firstPage(): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 720 },
    deviceScaleFactor: 2,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  await page.goto(site.address, { waitUntil: 'networkidle' });
  await page.goto(site.address, { waitUntil: 'networkidle' });
  keep('screenshot.png', await page.screenshot());
  await page.close();
}

async function card(
  language: string,
  said: { title: string; tagline: string; facts: readonly string[] },
): Promise<void> {
  const page = await browser.newPage({ viewport: cardSize });
  await page.setContent(socialCard({ language, ...said, mark, font }));
  await page.evaluate(() => document.fonts.ready);
  keep(`social-card.${language}.png`, await page.screenshot());
  await page.close();
}

function keep(name: string, picture: Buffer): void {
  const file = join(home, 'public', name);
  writeFileSync(`${file}.new`, picture);
  renameSync(`${file}.new`, file);
  process.stdout.write(`public/${name}\n`);
}
