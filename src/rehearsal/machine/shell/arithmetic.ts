import type { ArithmeticExpression } from 'unbash';
import { Uncovered } from '../../failure.ts';

/** A division by zero, which ends a shell's script. */
export class DivisionByZero extends Error {}

/**
 * Returns what a sum in `$((…))` comes to. Names are looked up; what is no number counts as 0, as in a shell.
 *
 * @throws DivisionByZero
 */
export function calculate(
  expression: ArithmeticExpression | undefined,
  value: (name: string) => string,
): number {
  if (expression === undefined) return 0;
  switch (expression.type) {
    case 'ArithmeticWord': {
      const text = expression.value.replace(/^\$\{?(\w+|[?#])\}?$/, '$1');
      return toNumber(/^\d/.test(text) ? text : value(text));
    }
    case 'ArithmeticGroup':
      return calculate(expression.expression, value);
    case 'ArithmeticUnary': {
      const operand = calculate(expression.operand, value);
      if (expression.operator === '-') return -operand;
      if (expression.operator === '!') return operand === 0 ? 1 : 0;
      if (expression.operator === '+') return operand;
      throw new Uncovered(`sh: ${expression.operator}`);
    }
    case 'ArithmeticTernary':
      return calculate(expression.test, value) === 0
        ? calculate(expression.alternate, value)
        : calculate(expression.consequent, value);
    case 'ArithmeticBinary':
      return binary(
        expression.operator,
        calculate(expression.left, value),
        calculate(expression.right, value),
      );
    default:
      throw new Uncovered(`sh: ${expression.type}`);
  }
}

function toNumber(text: string): number {
  const number = Number(text.trim());
  return Number.isInteger(number) ? number : 0;
}

function binary(operator: string, left: number, right: number): number {
  const truth = (value: boolean) => (value ? 1 : 0);
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return Math.trunc(left / notZero(right));
    case '%':
      return left % notZero(right);
    case '<':
      return truth(left < right);
    case '>':
      return truth(left > right);
    case '<=':
      return truth(left <= right);
    case '>=':
      return truth(left >= right);
    case '==':
      return truth(left === right);
    case '!=':
      return truth(left !== right);
    case '&&':
      return truth(left !== 0 && right !== 0);
    case '||':
      return truth(left !== 0 || right !== 0);
    default:
      throw new Uncovered(`sh: ${operator}`);
  }
}

function notZero(value: number): number {
  if (value === 0) throw new DivisionByZero();
  return value;
}
