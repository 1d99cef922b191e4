/**
 * What Go's own parsers make of a flag's value: the reason why they refuse it, in their words, or nothing.
 *
 * @see https://pkg.go.dev/strconv
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function refusal(type: string, value: string): string | undefined {
  switch (type) {
    case 'bool':
      return /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value)
        ? undefined
        : syntax('ParseBool', value);
    case 'int':
      return refusedInt(value);
    case 'float':
      return isFloat(value) ? undefined : syntax('ParseFloat', value);
    case 'duration':
      return refusedDuration(value);
    default:
      return undefined;
  }
}

function syntax(parser: string, value: string): string {
  return `strconv.${parser}: parsing ${quote(value)}: invalid syntax`;
}

const integer = /^[+-]?(0[xX](_?[0-9a-fA-F])+|0[bB](_?[01])+|0[oO]?(_?[0-7])+|[1-9](_?[0-9])*|0)$/;

function refusedInt(value: string): string | undefined {
  if (!integer.test(value)) return syntax('ParseInt', value);
  const digits = value.replaceAll('_', '').replace(/^[+-]/, '');
  const size = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const limit = 2n ** 63n - (value.startsWith('-') ? 0n : 1n);
  return size > limit ? `strconv.ParseInt: parsing ${quote(value)}: value out of range` : undefined;
}

function isFloat(value: string): boolean {
  return (
    /^[+-]?(\d(_?\d)*\.?(\d(_?\d)*)?|\.\d(_?\d)*)([eE][+-]?\d+)?$/.test(value) ||
    /^[+-]?(inf|infinity)$|^nan$/i.test(value)
  );
}

const part = /^(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)?/;

function refusedDuration(value: string): string | undefined {
  let rest = value.replace(/^[+-]/, '');
  if (rest === '0') return undefined;
  const invalid = `time: invalid duration ${quote(value)}`;
  if (rest === '') return invalid;
  while (rest !== '') {
    const [found, , unit] = part.exec(rest) ?? [];
    if (found === undefined) return invalid;
    if (unit === undefined) {
      const [wrong] = /^[^\d.]+/.exec(rest.slice(found.length)) ?? [];
      return wrong === undefined
        ? `time: missing unit in duration ${quote(value)}`
        : `time: unknown unit ${quote(wrong)} in duration ${quote(value)}`;
    }
    rest = rest.slice(found.length);
  }
  return undefined;
}

/** Returns a text as Go's `%q` writes it, near enough for what stands on a command line. */
export function quote(text: string): string {
  return JSON.stringify(text);
}
