/** An error of flyctl's: what it says after `Error: `, and what may follow on further lines. */
export class FlyFailure extends Error {
  readonly description: string | undefined;
  readonly suggestion: string | undefined;
  readonly docs: string | undefined;
  readonly status: number;

  constructor(
    message: string,
    more: { description?: string; suggestion?: string; docs?: string; status?: number } = {},
  ) {
    super(message);
    this.description = more.description;
    this.suggestion = more.suggestion;
    this.docs = more.docs;
    this.status = more.status ?? 1;
  }
}

/** What the rehearsal has no model of. */
export class Uncovered extends Error {
  readonly what: string;

  constructor(what: string) {
    super(what);
    this.what = what;
  }
}

/** Returns a failure's text as flyctl writes it to standard error (internal/cli/cli.go, printError). */
export function formatFailure(failure: FlyFailure): string {
  const lines = [`Error: ${failure.message}`];
  if (failure.description !== undefined && failure.description !== failure.message)
    lines.push(failure.description, '');
  if (failure.suggestion !== undefined) lines.push(failure.suggestion, '');
  if (failure.docs !== undefined) lines.push(`View more information at  ${failure.docs}`, '');
  return `${lines.join('\n')}\n`;
}
