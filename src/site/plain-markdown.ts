import type { Page } from '../guide/page.ts';
import { languageOf, speak } from '../words.ts';

/**
 * Returns a page as Markdown that needs no site to be read: its title and description, plain fences, asides as quotations, what
 * stands in components as text, and its links absolute.
 *
 * @param root the site's public address, with a slash at its end
 */
export function plainMarkdown(page: Page, root: string): string {
  const say = speak(languageOf(page.language));
  const { title, description } = page.frontmatter;
  const starts = new Map(page.fences.map((fence) => [fence.line, fence]));
  const lines = page.source.split(/\r?\n/);
  const output = [`# ${title}`, '', ...(description ? [`> ${description}`, ''] : [])];
  let aside = false;
  for (let index = endOfFrontmatter(lines); index < lines.length; index++) {
    const fence = starts.get(index + 1);
    const quote = aside ? '> ' : '';
    if (fence) {
      const label = fence.annotations.check
        ? say('fence.check')
        : fence.annotations.undo
          ? say('fence.undo')
          : fence.annotations.expect
            ? say('fence.expect')
            : fence.annotations.file;
      const ticks = /^\s*(`{3,}|~{3,})/.exec(lines[index] ?? '')?.[1] ?? '```';
      if (label) output.push(`${quote}${label}:`, quote.trimEnd());
      output.push(`${quote}${ticks}${fence.lang}`);
      for (const line of fence.text.trimEnd().split('\n')) output.push(quote + line);
      output.push(quote + ticks);
      index += page.source.slice(fence.start, fence.end).trimEnd().split('\n').length - 1;
      continue;
    }
    const line = lines[index] ?? '';
    const opened = /^:::(\w+)(?:\[(.*)\])?/.exec(line);
    if (opened) {
      aside = true;
      if (opened[2]) output.push(`> **${opened[2]}**`, '>');
    } else if (aside && line.trim() === ':::') {
      aside = false;
    } else if (!/^import\s/.test(line)) {
      const text = prose(line, root, page.language);
      if (text !== undefined) output.push((quote + text).trimEnd());
    }
  }
  return `${output
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}

function endOfFrontmatter(lines: string[]): number {
  return lines[0] === '---' ? lines.indexOf('---', 1) + 1 : 0;
}

/** Returns a line without ids and components, or nothing where a component was all there was. */
function prose(line: string, root: string, language: string): string | undefined {
  const absolute = line
    .replaceAll(/\]\(\/(?!\/)/g, `](${root}`)
    .replace(/^(#{1,6} .*?)\s*\{#[^}]+\}\s*$/, '$1');
  const drawing = /^\s*<DeploymentDrawing kind="(public|private)"/.exec(absolute)?.[1];
  if (drawing)
    return speak(languageOf(language))(drawing === 'public' ? 'drawing.public.text' : 'drawing.private.text');
  const card = /^\s*<LinkCard\s.*/.exec(absolute)?.[0];
  if (card) {
    const href = attribute(card, 'href')?.replace(/^\//, root);
    return `- [${attribute(card, 'title')}](${href}): ${attribute(card, 'description') ?? ''}`;
  }
  const tab = /^\s*<TabItem\s.*/.exec(absolute)?.[0];
  if (tab) return `**${attribute(tab, 'label')}**`;
  return /^\s*<\/?[A-Z][^`]*>\s*$/.test(absolute) ? undefined : absolute;
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
}
