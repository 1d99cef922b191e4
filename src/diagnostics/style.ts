import { styleText } from 'node:util';

/** How pieces of a report are set off from each other; the identity where colours are off. */
export interface Style {
  error(text: string): string;
  warning(text: string): string;
  info(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

const identity = (text: string): string => text;

/** Returns a style with colours, or one without. */
export function styleOf(colours: boolean): Style {
  if (!colours)
    return { error: identity, warning: identity, info: identity, strong: identity, faint: identity };
  const paint =
    (...format: Parameters<typeof styleText>[0] & unknown[]) =>
    (text: string) =>
      styleText(format as Parameters<typeof styleText>[0], text, { validateStream: false });
  return {
    error: paint('red', 'bold'),
    warning: paint('yellow', 'bold'),
    info: paint('cyan', 'bold'),
    strong: paint('bold'),
    faint: paint('dim'),
  };
}
