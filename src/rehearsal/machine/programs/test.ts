import { statSync } from 'node:fs';
import { complain, hostOf, type Program, type Run } from './program.ts';

/** `test EXPRESSION` and `[ EXPRESSION ]`. */
export const test: Program = (run) => {
  const args = run.name.endsWith('[') ? run.args.slice(0, -1) : run.args;
  if (run.name.endsWith('[') && run.args.at(-1) !== ']') return complain(run, 'missing ]', 2);
  return evaluate(run, args) ? 0 : 1;
};

function evaluate(run: Run, args: readonly string[]): boolean {
  const [first = '', second = '', third = ''] = args;
  const either = args.indexOf('-o');
  if (either > 0) return evaluate(run, args.slice(0, either)) || evaluate(run, args.slice(either + 1));
  const both = args.indexOf('-a');
  if (both > 0 && args.length > 3)
    return evaluate(run, args.slice(0, both)) && evaluate(run, args.slice(both + 1));
  if (first === '!' && args.length > 1) return !evaluate(run, args.slice(1));
  if (args.length <= 1) return first !== '';
  if (args.length === 2) return unary(run, first, second);
  const [left, right] = [Number(first), Number(third)];
  switch (second) {
    case '=':
    case '==':
      return first === third;
    case '!=':
      return first !== third;
    case '-eq':
      return left === right;
    case '-ne':
      return left !== right;
    case '-lt':
      return left < right;
    case '-le':
      return left <= right;
    case '-gt':
      return left > right;
    case '-ge':
      return left >= right;
    default:
      return false;
  }
}

function unary(run: Run, operator: string, operand: string): boolean {
  if (operator === '-n') return operand !== '';
  if (operator === '-z') return operand === '';
  if (operator === '-t') return false;
  const stat = statSync(hostOf(run, operand), { throwIfNoEntry: false });
  switch (operator) {
    case '-e':
    case '-r':
    case '-w':
      return stat !== undefined;
    case '-x':
      return stat !== undefined && (stat.isDirectory() || (stat.mode & 0o111) !== 0);
    case '-f':
      return stat?.isFile() === true;
    case '-d':
      return stat?.isDirectory() === true;
    case '-s':
      return stat !== undefined && stat.size > 0;
    default:
      return false;
  }
}
