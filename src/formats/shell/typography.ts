import type { Edit, Finding } from '../../diagnostics/diagnostic.ts';
import type { ShellScript, ShellWord } from './script.ts';

export function checkTypography(_script: ShellScript): Finding[] {
  return [];
}
export type T = [Edit, ShellWord];
