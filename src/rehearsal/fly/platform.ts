import { regions as regionNames } from '../../formats/fly-toml/presets.ts';
import type { Context } from './context.ts';
import { table } from './print.ts';

/** Which part of the world a region belongs to, in the order in which flyctl lists them; which are which is inferred from their places. */
const parts: Readonly<Record<string, readonly string[]>> = {
  Africa: ['jnb'],
  'Asia Pacific': ['bom', 'nrt', 'sin', 'syd'],
  Europe: ['ams', 'arn', 'cdg', 'fra', 'lhr'],
  'North America': ['dfw', 'ewr', 'iad', 'lax', 'ord', 'sjc', 'yyz'],
  'South America': ['gru'],
};

/** `fly platform regions` (internal/command/platform/regions.go) */
export function regions(context: Context): void {
  const all = [...regionNames].map(([code, name]) => ({ code, name }));
  const sorted = all.sort((a, b) => (a.name < b.name ? -1 : 1));
  if (context.asJson(() => sorted)) return;
  const rows = Object.entries(parts).flatMap(([part, codes]) => [
    ['', '', ''],
    [part, '', ''],
    ...sorted.filter(({ code }) => codes.includes(code)).map(({ code, name }) => [name, code, '']),
  ]);
  context.print(table(rows, ['Name', 'Code', 'MPG']));
}
