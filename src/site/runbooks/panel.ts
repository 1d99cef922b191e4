import { h } from '@astrojs/starlight/expressive-code/hast';
import type { Plan, Step } from '../../runbook/plan.ts';
import { type Language, speak } from '../../words.ts';
import { withBase } from '../address.ts';
import { richText } from '../words/rich-text.ts';

/** Where the site stands: its public address, and its base path; and the digest of the program that it serves, once it is built. */
export interface Place {
  root: string;
  base: string;
  sha256?: string | undefined;
}

/**
 * Returns the panel of a runbook: what it does, how long it takes, what it needs and what can be undone, the lines that rehearse and
 * run it, the plan and the script, and its steps to tick off.
 *
 * @param minutes how long it takes, by its author's estimate
 */
export function runbookPanel(plan: Plan, language: Language, place: Place, minutes?: number) {
  const say = speak(language);
  const { base } = place;
  const attributes = { className: ['not-content'], dataPagefindIgnore: '', dataRunbook: plan.id };
  return h('guide-runbook', { ...attributes, dataPage: pageOf(plan) }, [
    h('details.runbook', [
      h('summary', [
        say('panel.summary', { count: plan.steps.length }),
        ...(minutes === undefined ? [] : [h('span.minutes', say('panel.minutes', { count: minutes }))]),
        h('span.progress', { dataText: say('panel.progress', { done: '{{done}}', all: '{{all}}' }) }),
      ]),
      h('div.body', [
        h('p', say('panel.text')),
        facts(plan, language),
        ...lines(plan, language, place),
        h('p.files', [
          h('a', { href: `${base}runbooks/${plan.id}.json` }, say('panel.plan')),
          script(plan, language, base),
        ]),
        h('p.by-hand', say('panel.steps')),
        h(
          'ol',
          sectionsOf(plan, language).map((section) => item(section, language, base)),
        ),
      ]),
    ]),
  ]);
}

/** Returns the page that a plan stands on, below the base path and the language. */
function pageOf({ source }: Plan): string {
  const original = Object.values(source)[0]?.page ?? '';
  return original.split('#')[0]?.slice(1) ?? '';
}

/** What it needs, which secrets it asks for, and what it can take back. */
function facts({ requires, secrets, steps }: Plan, language: Language) {
  const say = speak(language);
  const undone = steps.filter(({ undo }) => undo !== undefined).length;
  const final = steps.filter(isFinal).map(({ title, id }) => title[language] ?? id);
  const rows = [
    [say('panel.needs'), ['Node 22', ...requires].join(', ')],
    [say('panel.secrets'), secrets.map(({ label, name }) => label[language] ?? name).join(', ')],
    [say('panel.undo'), undone === 0 ? say('panel.undo.none') : say('panel.undo.count', { count: undone })],
    [say('panel.final'), [...new Set(final)].join(', ')],
  ].filter(([, text]) => text !== '');
  return h(
    'dl',
    rows.map(([label = '', text = '']) => h('div', [h('dt', label), h('dd', richText(text))])),
  );
}

/** Whether a step changes something that nothing takes back. */
function isFinal({ check, undo }: Step): boolean {
  return check !== undefined && undo === undefined;
}

function lines(plan: Plan, language: Language, { root, sha256 }: Place) {
  const say = speak(language);
  const command = `node runbook.mjs run ${plan.id}`;
  const variables = plan.variables.flatMap(({ name, default: value }) => (value === undefined ? [] : [name]));
  const line = (label: string, code: string, vars: string[] = []) => [
    h('p', label),
    h('div.line', [
      h('code', { translate: 'no', dataRun: code, dataVars: vars.join(' ') }, code),
      h('button.copies', { type: 'button', dataCopied: say('panel.copied') }, say('panel.copy')),
    ]),
  ];
  return [
    ...line(say('panel.get'), `curl -fsSO ${root}runbook.mjs`),
    ...(sha256 === undefined
      ? []
      : line(say('panel.verify'), `echo '${sha256}  runbook.mjs' | shasum -a 256 -c`)),
    ...line(say('panel.rehearse'), `${command} --rehearse --yes`, variables),
    ...line(say('panel.run'), command, variables),
  ];
}

/** The runbook as a shell script: read as it is, and downloaded with the reader's values. */
function script({ id }: Plan, language: Language, base: string) {
  const href = `${base}runbooks/${id}.${language}.sh`;
  const attributes = { href, download: `${id}.sh`, dataTemplates: `${href}.template.json` };
  return h('a', attributes, speak(language)('panel.script'));
}

/** Steps that stand under one heading are one thing to do. */
interface Section {
  title: string;
  page: string;
  steps: Step[];
}

function sectionsOf(plan: Plan, language: Language): Section[] {
  const sections: Section[] = [];
  for (const step of plan.steps) {
    const page = step.source[language]?.page ?? '';
    const last = sections.at(-1);
    if (last?.page === page) last.steps.push(step);
    else sections.push({ title: step.title[language] ?? step.id, page, steps: [step] });
  }
  return sections;
}

function item({ title, page, steps }: Section, language: Language, base: string) {
  return h('li', [
    h('input', { type: 'checkbox', dataSteps: steps.map(({ id }) => id).join(' '), ariaLabel: title }),
    h('a', { href: withBase(page, base) }, title),
    ...(steps.some(isFinal) ? [h('small', speak(language)('panel.step.irreversible'))] : []),
  ]);
}
