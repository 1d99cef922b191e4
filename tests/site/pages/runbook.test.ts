import { inject } from 'vitest';
import { compile } from '../../../src/runbook/compile.ts';
import { languages, speak } from '../../../src/words.ts';
import { guide, pages } from '../guide.ts';
import { test } from '../page.ts';

const site = inject('atRoot');

const { plans } = compile(guide);
const addressOf = (id: string, language: string) =>
  pages.find(
    ({ page: { frontmatter, language: own } }) =>
      own === language && frontmatter.runbooks.some((entry) => entry.id === id),
  )?.path ?? '';

test.for(languages)(
  'in %s every runbook says how long it takes, what it needs and what it can take back',
  async (language, { page, expect }) => {
    const say = speak(language);
    for (const path of new Set(plans.map(({ id }) => addressOf(id, language)))) {
      await page.goto(site + path.slice(1));
      for (const plan of plans.filter(({ id }) => addressOf(id, language) === path)) {
        const text = (await page.locator(`[data-runbook="${plan.id}"]`).textContent()) ?? '';
        expect(text).toContain(say('panel.summary', { count: plan.steps.length }));
        expect(text).toMatch(
          language === 'en' ? /about \d+ minutes? \(estimate\)/ : /circa \d+ minut[oi] \(stima\)/,
        );
        for (const program of plan.requires) expect(text).toContain(program);
        for (const secret of plan.secrets) expect(text).toContain(secret.label[language]);
        const undone = plan.steps.filter(({ undo }) => undo !== undefined).length;
        expect(text).toContain(
          undone === 0
            ? say('panel.undo.none')
            : say('panel.undo.count', { count: undone }).replaceAll('`', ''),
        );
        expect(text).toContain(`node runbook.mjs run ${plan.id} --rehearse --yes`);
      }
    }
  },
);

test('a step that is ticked off where it stands is so in the panel, in the sidebar, and in the other language', async ({
  page,
  expect,
}) => {
  await page.goto(`${site}deploy/`);
  await page.locator('.tick input[data-step=create-app]').check();
  const panel = page.locator('[data-runbook=deploy]');
  expect(await panel.locator('[data-steps=create-app]').isChecked()).toBe(true);
  expect(await panel.locator('.progress').textContent()).toMatch(/^1 of \d+ done$/);
  const beside = page.locator('.sidebar-content a[href="/deploy/"] .ticks');
  expect(await beside.textContent()).toMatch(/^1\/\d+$/);
  await page.goto(`${site}it/private/`);
  expect(await page.locator('.sidebar-content a[href="/it/deploy/"] .ticks').textContent()).toMatch(
    /^1\/\d+$/,
  );
  expect(await page.locator('.sidebar-content a[href="/it/private/"] .ticks').count()).toBe(0);
  await page.goto(`${site}it/deploy/`);
  expect(await page.locator('.tick input[data-step=create-app]').isChecked()).toBe(true);
  await page.locator('.tick input[data-step=create-app]').uncheck();
  expect(await page.locator('.sidebar-content .ticks').count()).toBe(0);
});

test('where two runbooks of a page have a step of the same name, each has its own', async ({
  page,
  expect,
}) => {
  await page.goto(`${site}troubleshooting/`);
  const steps = await page
    .locator('.tick input')
    .evaluateAll((all) => all.map((box) => (box as HTMLElement).dataset.step ?? ''));
  const twice = steps.find((step, index) => steps.indexOf(step) !== index) ?? '';
  expect(twice).not.toBe('');
  const boxes = page.locator(`.tick input[data-step="${twice}"]`);
  await boxes.nth(1).check();
  expect(await boxes.nth(0).isChecked()).toBe(false);
  expect(await page.locator('guide-runbook [data-steps]:checked').count()).toBeLessThanOrEqual(1);
});

test('every step of a runbook can be ticked off, in its place', async ({ page, expect }) => {
  for (const path of ['deploy/', 'private/', 'it/troubleshooting/', 'updates/']) {
    await page.goto(site + path);
    const [inPanels, inPlaces] = await page.evaluate(() => {
      const of = (selector: string, name: 'step' | 'steps') =>
        [...document.querySelectorAll<HTMLElement>(selector)].flatMap(({ dataset }) =>
          (dataset[name] ?? '').split(' '),
        );
      return [of('guide-runbook [data-steps]', 'steps'), of('.tick input', 'step')];
    });
    for (const step of inPlaces) expect(inPanels).toContain(step);
    expect(inPlaces.length).toBeGreaterThan(3);
  }
});

test('what was kept in another form breaks nothing', async ({ page, expect }) => {
  await page.addInitScript(() => {
    localStorage.setItem('steps:/:deploy', '["clone"]');
    localStorage.setItem('steps:/:update', '{"done":"x","page":{}}');
    localStorage.setItem('steps:/:fix-bind', '{');
    localStorage.setItem('values:/', '[1]');
  });
  await page.goto(`${site}deploy/`);
  expect(await page.locator('.sidebar-content .ticks').count()).toBe(0);
});

test('without scripts a panel has no boxes and no buttons, and all of its lines', async ({
  open,
  expect,
}) => {
  const still = await open({ javaScriptEnabled: false });
  await still.goto(`${site}deploy/`);
  await still.locator('[data-runbook=deploy] summary').click();
  expect(await still.locator('[data-runbook=deploy] .line').first().isVisible()).toBe(true);
  expect(await still.locator('[data-runbook=deploy] button').first().isVisible()).toBe(false);
  expect(await still.locator('.tick').first().isVisible()).toBe(false);
  expect((await still.request.get(`${site}runbooks/deploy.en.sh`)).ok()).toBe(true);
});
