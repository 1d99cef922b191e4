import {
  definePlugin,
  type ExpressiveCodeBlock,
  type ExpressiveCodePlugin,
} from '@astrojs/starlight/expressive-code';
import { addClassName, type Element, h, select, setProperty } from '@astrojs/starlight/expressive-code/hast';
import { type CommandText, commandTexts, copyText } from '../../formats/shell/copy.ts';
import type { Guide } from '../../guide/guide.ts';
import { Memory } from '../../guide/memory.ts';
import { parseMeta } from '../../guide/meta.ts';
import type { Page } from '../../guide/page.ts';
import { toTemplate, type Variable } from '../../guide/variables.ts';
import { languageOf, type Say, speak } from '../../words.ts';
import { withBase } from '../address.ts';
import type { Download } from '../downloads.ts';
import type { ShownProof } from '../proofs.ts';
import { joinPlaces, markVariables } from '../values/annotation.ts';
import { cautionList, cautionsOf } from '../words/cautions.ts';
import { type Explained, explainedIn, markTerms } from '../words/terms.ts';
import { asRead } from './output.ts';
import { pageFinder } from './pages.ts';
import { proofNote } from './proof.ts';
import { keepWordsWhole } from './unbroken.ts';
import { undoingOf } from './undoing.ts';

/**
 * Returns the Expressive Code plugin that shows our annotations: a file's name as its title, how to verify and to undo a step
 * folded up below it, what it prints as output, how far it is proven, and what the copy button gives.
 */
export function annotatedFences(
  guide: Guide,
  downloads: readonly Download[],
  proofOf: (page: Page | undefined, number: number | undefined) => ShownProof | undefined,
  base: string,
): ExpressiveCodePlugin {
  const { variables } = guide.variables;
  const pageOf = pageFinder(guide);
  const outputs = new Map<string, number>();
  const proven = ({ parentDocument, locale }: ExpressiveCodeBlock): Element[] => {
    const proof = proofOf(
      pageOf(parentDocument?.sourceFilePath),
      parentDocument?.positionInDocument?.groupIndex,
    );
    return proof === undefined ? [] : [proofNote(proof, languageOf(locale), base)];
  };
  // Both languages show mostly the same code.
  const memory = new Memory();
  const commandsIn = (code: string) => memory.of('commands', code, () => commandTexts(code));
  /** What a reader pastes: commands without prompts and comments, files as they are. */
  const copyOf = ({ code, language }: ExpressiveCodeBlock) =>
    shells.has(language) ? memory.of('copy', code, () => copyText(code)) : code;
  const explained = new WeakMap<ExpressiveCodeBlock, Explained[]>();
  const commands = new WeakMap<ExpressiveCodeBlock, Map<number, string>>();
  return definePlugin({
    name: 'annotated fences',
    hooks: {
      preprocessMetadata: ({ codeBlock, locale }) => {
        const { file, on, expect } = annotationsOf(codeBlock.meta);
        const say = speak(languageOf(locale));
        if (typeof file === 'string') codeBlock.props.title ??= file;
        if (on === 'machine') codeBlock.props.title ??= say('fence.machine');
        // A bar of dots over every command says nothing: shells have one only where there is a title to show.
        if (expect !== undefined) {
          codeBlock.props.frame = 'none';
          codeBlock.props.wrap = false;
        }
        if (codeBlock.props.title === undefined) codeBlock.props.frame ??= 'none';
      },
      preprocessCode: ({ codeBlock }) => {
        const { expect, match = 'glob' } = annotationsOf(codeBlock.meta);
        if (expect === undefined || match !== 'glob') return;
        for (const line of codeBlock.getLines()) line.editText(0, line.text.length, asRead(line.text));
      },
      annotateCode: ({ codeBlock }) => {
        markVariables(codeBlock, variables);
        keepWordsWhole(codeBlock);
        const { code, language, meta } = codeBlock;
        const terms = memory.of(`terms ${language} ${meta}`, code, () =>
          explainedIn(codeBlock, guide, annotationsOf(meta)),
        );
        explained.set(codeBlock, terms);
        markTerms(codeBlock, terms, base);
      },
      postprocessRenderedLine: ({ codeBlock, lineIndex, renderData }) => {
        joinPlaces(renderData.lineAst);
        if (lineIndex === 0) commands.set(codeBlock, commandsByLine(codeBlock, commandsIn));
        const command = commands.get(codeBlock)?.get(lineIndex);
        if (command !== undefined)
          addCopyOfCommand(renderData.lineAst, command, variables, speak(languageOf(codeBlock.locale)));
      },
      postprocessRenderedBlock: ({ codeBlock, renderData, locale }) => {
        const { check, undo, expect } = annotationsOf(codeBlock.meta);
        const say = speak(languageOf(locale));
        if (expect !== undefined) asOutput(renderData.blockAst, nameOf(codeBlock, outputs, say), say);
        else setCopyText(renderData.blockAst, copyOf(codeBlock), variables);
        const download = downloads.find(
          ({ language, text }) => language === locale && text.trimEnd() === codeBlock.code.trimEnd(),
        );
        if (download) addDownload(renderData.blockAst, download, base, say);
        dropEmptyCaption(renderData.blockAst);
        const cautions = cautionsOf(explained.get(codeBlock) ?? []);
        const notes = cautions.length > 0 ? [cautionList(cautions, languageOf(locale))] : [];
        // A snippet that is folded up has its cautions and its proof with it.
        const label =
          check !== undefined ? say('fence.check') : undo !== undefined ? say('fence.undo') : undefined;
        if (label !== undefined)
          renderData.blockAst = folded(label, [...notes, renderData.blockAst, ...proven(codeBlock)]);
      },
      postprocessRenderedBlockGroup: ({ renderedGroupContents, renderData }) => {
        addClassName(renderData.groupAst, 'not-content');
        for (const { codeBlock } of renderedGroupContents) {
          const annotations = annotationsOf(codeBlock.meta);
          for (const role of ['step', 'check', 'undo', 'expect'] as const) {
            if (annotations[role] !== undefined) addClassName(renderData.groupAst, `fence-${role}`);
          }
          const undoing = undoingOf(annotations, pageOf(codeBlock.parentDocument?.sourceFilePath));
          const language = languageOf(codeBlock.locale);
          const cautions = isFolded(annotations) ? [] : cautionsOf(explained.get(codeBlock) ?? []);
          const final = undoing === 'impossible' && !cautions.some(({ kind }) => kind === 'irreversible');
          if (cautions.length > 0 || final)
            renderData.groupAst.children.unshift(cautionList(cautions, language, { final }));
          const { step, always, symptom } = annotations;
          const notes = [
            ...(symptom === undefined
              ? []
              : [h('p.fence-symptom', { dataPagefindIgnore: '' }, speak(language)('fence.symptom'))]),
            ...(typeof step === 'string' && always === undefined ? [tick(step, speak(language))] : []),
            ...(undoing === 'none' ? [h('p.fence-no-undo', speak(language)('fence.noUndo'))] : []),
            ...(isFolded(annotations) ? [] : proven(codeBlock)),
          ];
          if (notes.length > 0) renderData.groupAst.children.push(h('div.fence-notes', notes));
        }
      },
    },
  });
}

type Written = Partial<Record<string, string | true>>;

function annotationsOf(meta: string): Written {
  return Object.fromEntries(
    parseMeta(meta).flatMap(({ key, value }) => (key === undefined ? [] : [[key, value]])),
  );
}

/** Who goes by hand ticks a step off where it stands. */
function tick(step: string, say: Say): Element {
  return h('label.tick', [h('input', { type: 'checkbox', dataStep: step }), say('fence.done')]);
}

function isFolded({ check, undo }: Written): boolean {
  return check !== undefined || undo !== undefined;
}

function folded(label: string, blocks: Element[]): Element {
  return h('details', [h('summary', label), ...blocks]);
}

const shells = new Set(['bash', 'sh', 'shell', 'zsh', 'console']);

/** Returns each command by the line on which it ends, where a block has several: each can be copied by itself. */
function commandsByLine(
  { code, language, meta }: ExpressiveCodeBlock,
  commandsIn: (code: string) => CommandText[],
): Map<number, string> {
  if (!shells.has(language) || annotationsOf(meta).expect !== undefined) return new Map();
  const commands = commandsIn(code);
  if (commands.length < 2) return new Map();
  return new Map(
    commands.map(({ span, text }) => [code.slice(0, span.end - 1).split('\n').length - 1, text]),
  );
}

/** The button goes after the command's text, where it hides nothing, and is no part of what is selected. */
function addCopyOfCommand(line: Element, text: string, variables: Variable[], say: Say): void {
  const attributes = { type: 'button', ariaLabel: say('fence.copy'), dataCopied: say('panel.copied') };
  const button = h('button.copies', attributes);
  setCode(button, text, variables);
  select('.code', line)?.children.push(button);
}

/** Expressive Code writes line ends as DEL in the attribute that its button copies. */
function setCopyText(block: Element, text: string, variables: Variable[]): void {
  const button = select('.copy button', block);
  if (button === undefined || button === null) return;
  setCode(button, text, variables);
}

function setCode(button: Element, text: string, variables: Variable[]): void {
  setProperty(button, 'dataCode', text.replaceAll('\n', '\u007f'));
  const template = toTemplate(text, variables);
  if (template.some((piece) => typeof piece !== 'string'))
    setProperty(button, 'dataTemplate', JSON.stringify(template));
}

function addDownload(block: Element, { file, path }: Download, base: string, say: Say): void {
  const attributes = { href: withBase(path, base), download: file.split('/').at(-1), dataFile: path };
  select('figcaption', block)?.children.push(h('a.download', attributes, say('file.download')));
}

/** Expressive Code gives every block a caption; a page has a hundred that say nothing. */
function dropEmptyCaption(block: Element): void {
  block.children = block.children.filter(
    (child) => !(child.type === 'element' && child.tagName === 'figcaption' && child.children.length === 0),
  );
}

/** Where output scrolls it is a region, and each region of a page needs a name of its own. */
function nameOf({ parentDocument }: ExpressiveCodeBlock, outputs: Map<string, number>, say: Say): string {
  const path = parentDocument?.sourceFilePath ?? '';
  const number = (outputs.get(path) ?? 0) + 1;
  outputs.set(path, number);
  return `${say('fence.expect')} (${number})`;
}

/** Output is read, not run: it has a caption and no copy button. Its lines do not wrap. */
function asOutput(block: Element, label: string, say: Say): void {
  const caption = select('figcaption', block);
  if (caption) caption.children = [h('span', say('fence.expect'))];
  block.children = block.children.filter(
    (child) => !(child.type === 'element' && [child.properties.className].flat().includes('copy')),
  );
  const pre = select('pre', block);
  if (pre) setProperty(pre, 'ariaLabel', label);
}
