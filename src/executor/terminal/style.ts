import { wantsColours } from '../../colours.ts';
import type { Host } from '../host.ts';

/** Paints words, or leaves them as they are. */
export interface Style {
  bold: (text: string) => string;
  dim: (text: string) => string;
  green: (text: string) => string;
  yellow: (text: string) => string;
  red: (text: string) => string;
  cyan: (text: string) => string;
}

/** Returns the colours for a terminal, or none where there is no terminal, or nobody wants them. */
export function styleFor({ env, stdout }: Pick<Host, 'env' | 'stdout'>, wanted: boolean): Style {
  const off = !wanted || !wantsColours(env, stdout.isTTY);
  const paint = (open: number, close: number) => (text: string) =>
    off || text === '' ? text : `\x1b[${open}m${text}\x1b[${close}m`;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    green: paint(32, 39),
    yellow: paint(33, 39),
    red: paint(31, 39),
    cyan: paint(36, 39),
  };
}
