import { h } from '@astrojs/starlight/expressive-code/hast';
import type { Plan, Step } from '../../runbook/plan.ts';
import { type Language, speak } from '../../words.ts';
import { withBase } from '../address.ts';

/** Where the site stands: its public address, and its base path; and the digest of the program that it serves, once it is built. */
export interface Place {
  root: string;
  base: string;
  sha256?: string | undefined;
}

/** Returns the panel of a runbook: what it does, what it needs, the lines that rehearse and run it, and its steps to tick off. */
export function runbookPanel(plan: Plan, language: Language, { root, base, sha256 }: Place) {
  const say = speak(language);
  const command = `node runbook.mjs run ${plan.id}`;
  const variables = plan.variables.flatMap(({ name, default: value }) => (value === undefined ? [] : [name]));
  const line = (label: string, code: string, vars: string[] = []) => [
    h('p', label),
    h('div.line', [
      h('code', { translate: 'no', dataRun: code, dataVars: vars.join(' ') }, code),
      h('button', { type: 'button', dataCopied: say('panel.copied') }, say('panel.copy')),
    ]),
  ];
  return h('guide-runbook', { className: ['not-content'], dataPagefindIgnore: '', dataRunbook: plan.id }, [
    h('details.runbook', [
      h('summary', [
        say('panel.summary', { count: plan.steps.length }),
        h('span.progress', { dataText: say('panel.progress', { done: '{{done}}', all: '{{all}}' }) }),
      ]),
      h('div.body', [
        h('p', say('panel.text', { requires: ['Node 22', ...plan.requires].join(', ') })),
        ...line(say('panel.get'), `curl -fsSO ${root}runbook.mjs`),
        ...(sha256 === undefined
          ? []
          : line(say('panel.verify'), `echo '${sha256}  runbook.mjs' | shasum -a 256 -c`)),
        ...line(say('panel.rehearse'), `${command} --rehearse --yes`, variables),
        ...line(say('panel.run'), command, variables),
        h('p', h('a', { href: `${base}runbooks/${plan.id}.json` }, say('panel.plan'))),
        h('p.by-hand', say('panel.steps')),
        h(
          'ol',
          sectionsOf(plan, language).map((section) => item(section, language, base)),
        ),
      ]),
    ]),
  ]);
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
  const final = steps.some(({ undo, check }) => check !== undefined && undo === undefined);
  const id = steps[0]?.id ?? '';
  return h('li', [
    h('input', { type: 'checkbox', dataStep: id, ariaLabel: title }),
    h('a', { href: withBase(page, base) }, title),
    ...(final ? [h('small', speak(language)('panel.step.irreversible'))] : []),
  ]);
}
