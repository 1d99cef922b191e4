import type { Page } from 'playwright-core';
import { describe, inject } from 'vitest';
import { test, wide } from '../page.ts';

const site = inject('atRoot');

/** The page that fits best, and its best sections: what is read before anybody scrolls. */
const shown = 4;

/** What people paste or type, and the section that helps. */
const leads: [words: string, section: string][] = [
  ['proxy_attribution_required', 'troubleshooting/#proxy-attribution-required'],
  ['pairing required', 'troubleshooting/#pairing-required'],
  ['origin not allowed', 'troubleshooting/#origin-not-allowed'],
  ['gateway already running', 'troubleshooting/#gateway-lock-issues'],
  ['EACCES', 'troubleshooting/#eacces-on-the-state-folder'],
  ['app is not listening on expected address', 'troubleshooting/#app-is-not-listening-on-expected-address'],
  ['connection refused', 'troubleshooting/#health-checks-failing'],
  ['OOM', 'troubleshooting/#oom-memory-issues'],
  ['out of memory', 'troubleshooting/#oom-memory-issues'],
  ['permission denied', 'troubleshooting/#eacces-on-the-state-folder'],
  ['502', 'troubleshooting/#app-is-not-listening-on-expected-address'],
  ['1008', 'troubleshooting/#pairing-required'],
  ['fly launch', 'troubleshooting/#fly-launch-overwrote-fly-toml'],
  ['OPENCLAW_STATE_DIR', 'troubleshooting/#state-not-persisting'],
  ['wireguard', 'private/#come-in'],
  ['snapshot', 'updates/#the-way-back'],
  ['--bind lan', 'troubleshooting/#app-is-not-listening-on-expected-address'],
  ['--stage', 'deploy/#set-secrets'],
  ['auto_stop_machines', 'deploy/#configure-fly-toml'],
  ['grace_period', 'troubleshooting/#grace-period-too-short'],
  ['gateway.trustedProxies', 'troubleshooting/#proxy-attribution-required'],
  ['SIGKILL', 'troubleshooting/#oom-memory-issues'],
  ['exit code 137', 'troubleshooting/#oom-memory-issues'],
  ['ECONNREFUSED', 'troubleshooting/#health-checks-failing'],
  ['EADDRINUSE', 'troubleshooting/#gateway-lock-issues'],
  ['ENOSPC', 'updates/#larger-volume'],
  ['crash loop', 'troubleshooting/#restart-loop'],
  ['401', 'access/#read-the-token'],
  ['unauthorized', 'access/#read-the-token'],
  ['min_machines_running', 'deploy/#configure-fly-toml'],
  ['agents.list', 'versions/#config-keys'],
  ['downgrade', 'versions/#downgrade-guard'],
  ['price', 'costs/#cost'],
  ['upgrade', 'updates/#update-to-a-release'],
  ['rollback', 'updates/#the-way-back'],
  ['restore', 'updates/#the-way-back'],
  ['backup', 'updates/#before-you-update'],
  ['uninstall', 'costs/#stop-paying'],
];

/** What people say in one language alone. */
const own: Record<string, [words: string, section: string][]> = {
  '': [
    ['custom domain', 'deploy/#write-openclaw-json'],
    ['disk full', 'updates/#larger-volume'],
    ['secret', 'deploy/#set-secrets'],
    ['update', 'updates/#before-you-update'],
    ['bill', 'costs/#cost'],
    ['delete the app', 'costs/#stop-paying'],
    ['pairing', 'access/#pair-a-browser'],
  ],
  'it/': [
    ['prezzo', 'costs/#cost'],
    ['costi', 'costs/#cost'],
    ['spendere', 'costs/#cost'],
    ['segreto', 'deploy/#set-secrets'],
    ['segreti', 'deploy/#set-secrets'],
    ['ripristino', 'updates/#the-way-back'],
    ['aggiornare', 'updates/#update-to-a-release'],
    ['disco pieno', 'updates/#larger-volume'],
    ['memoria esaurita', 'troubleshooting/#oom-memory-issues'],
    ['permesso negato', 'troubleshooting/#eacces-on-the-state-folder'],
    ['origine non consentita', 'troubleshooting/#origin-not-allowed'],
    ['registro', 'access/#logs'],
    ["eliminare l'app", 'costs/#stop-paying'],
    ["cancellare l'app", 'costs/#stop-paying'],
    ['associazione', 'access/#pair-a-browser'],
  ],
};

// To open the search takes longer than to ask it: one page in each language is asked everything, as a reader does, one after the other.
describe.each(['', 'it/'])('from /%s', (language) => {
  let page: Page;
  test.beforeAll(async ({ browser }) => {
    page = await browser.newPage(wide);
    await page.goto(site + language);
    await page.locator('site-search button[data-open-modal]').click();
  });
  test.afterAll(() => page.close());

  test.for([...leads, ...(own[language] ?? [])])(
    '«%s» leads to %s',
    { concurrent: false },
    async ([words, section], { expect }) => {
      const field = page.locator('.pagefind-ui__search-input');
      const links = page.locator('.pagefind-ui__result-link');
      const hrefs = () => links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
      await field.fill('');
      await expect.poll(() => links.count()).toBe(0);
      await field.fill(words);
      await expect.poll(async () => (await hrefs()).slice(0, shown)).toContain(site + language + section);
    },
  );
});
