import type { Span } from '../../diagnostics/diagnostic.ts';
import { givenFlag } from '../../formats/fly-command/invocation.ts';
import type { Fence } from '../../guide/fence.ts';
import { once } from './facts.ts';

/** A part of a fence that is about the machine's own files: a command that runs there, or a path there. */
export interface FarText {
  fence: Fence;
  /** In the fence's text. */
  span: Span;
  text: string;
}

/** Returns what a page runs on the machine, and the paths there that it copies from and to. */
export const farTexts = once(({ scripts, commands }): FarText[] => {
  const part = (fence: Fence, { start, end }: Span): FarText => ({
    fence,
    span: { start, end },
    text: fence.text.slice(start, end),
  });
  const whole = scripts
    .filter(({ fence }) => fence.annotations.on === 'machine')
    .map(({ fence }) => part(fence, { start: 0, end: fence.text.length }));
  const given = commands.flatMap(({ fence, command: { invocation, shell } }) => {
    switch (invocation.path) {
      case 'ssh console':
      case 'console': {
        const value = givenFlag(invocation, 'command')?.valueWord;
        const reads = value && /(?:^|[\s/])(?:ba)?sh(?:\s+-s)?$/.test(value.value);
        return [
          ...(value ? [part(fence, value)] : []),
          ...(reads ? shell.heredocs.map(({ body }) => part(fence, body)) : []),
        ];
      }
      case 'machine exec':
        return invocation.args.slice(1).map((word) => part(fence, word));
      case 'sftp get':
      case 'ssh sftp get':
        return invocation.args.slice(0, 1).map((word) => part(fence, word));
      case 'sftp put':
      case 'ssh sftp put':
        return invocation.args.slice(1, 2).map((word) => part(fence, word));
      default:
        return [];
    }
  });
  return [...whole, ...given].sort((a, b) => a.fence.start - b.fence.start || a.span.start - b.span.start);
});

/** Returns the matches of a pattern's only group that is not empty, in texts, each with where it stands in its fence. */
export function findFar(
  texts: readonly FarText[],
  pattern: RegExp,
): { fence: Fence; span: Span; value: string }[] {
  return texts.flatMap(({ fence, span, text }) =>
    [...text.matchAll(pattern)].map((match) => {
      const value = match.slice(1).find((group) => group !== undefined) ?? '';
      const start = span.start + match.index + match[0].indexOf(value);
      return { fence, value, span: { start, end: start + value.length } };
    }),
  );
}
