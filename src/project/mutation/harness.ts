/**
 * Stands in for vitest where tests are run over and over in one process: the same functions, of which only `expect` is vitest's
 * own. Holds what of vitest our tests use; another use is a test file that cannot be read, which is said.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { format } from 'node:util';
import { expect } from 'vitest';

export { expect };

export const vi = {
  /** Asks again and again until it does not throw. @throws what it threw last, after `timeout` milliseconds */
  async waitFor<Value>(look: () => Value, { timeout = 1000, interval = 50 } = {}): Promise<Awaited<Value>> {
    const started = performance.now();
    for (;;) {
      try {
        return await look();
      } catch (error) {
        if (performance.now() - started > timeout) throw error;
      }
      await pause(interval);
    }
  },
};

type Hook = () => unknown;
type Body = (...args: never[]) => unknown;
interface Options {
  timeout?: number;
}

interface Suite {
  name: string;
  parent: Suite | undefined;
  beforeAll: Hook[];
  afterAll: Hook[];
  beforeEach: Hook[];
  afterEach: Hook[];
  isBegun: boolean;
}

/** A test as a file registered it. */
export interface Registered {
  /** Its names from the outermost suite to its own; those that are alike are numbered. */
  name: string;
  suite: Suite;
  body: () => unknown;
  timeout: number;
}

const patience = 60_000;
let suite = suiteNamed('', undefined);
let registered: Registered[] = [];
let finished: Hook[] = [];

function suiteNamed(name: string, parent: Suite | undefined): Suite {
  return { name, parent, beforeAll: [], afterAll: [], beforeEach: [], afterEach: [], isBegun: false };
}

/** Imports a test file, and returns its tests in the order in which they stand there. */
export async function collect(file: string): Promise<Registered[]> {
  suite = suiteNamed('', undefined);
  registered = [];
  await import(file);
  const seen = new Map<string, number>();
  return registered.map((test) => {
    const count = (seen.get(test.name) ?? 0) + 1;
    seen.set(test.name, count);
    return count === 1 ? test : { ...test, name: `${test.name} (${count})` };
  });
}

/** A test took longer than it may; what it began may still go on. */
export class TooLong extends Error {
  override name = 'TooLong';
}

/** Runs one test with its hooks. @throws what the test throws, or TooLong */
export async function perform({ suite: inner, body, timeout }: Registered): Promise<void> {
  const suites = suitesOf(inner);
  for (const one of suites) {
    if (one.isBegun) continue;
    one.isBegun = true;
    for (const hook of one.beforeAll) await hook();
  }
  finished = [];
  try {
    for (const hook of suites.flatMap((one) => one.beforeEach)) await hook();
    await inTime(Promise.resolve(body()), timeout);
  } finally {
    for (const hook of suites.toReversed().flatMap((one) => one.afterEach)) await hook();
    for (const hook of finished.toReversed()) await hook();
  }
}

async function inTime(work: Promise<unknown>, timeout: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLong()), timeout);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Clears away what suites of these tests began. */
export async function finish(tests: readonly Registered[]): Promise<void> {
  for (const one of new Set(tests.flatMap((test) => suitesOf(test.suite).toReversed()))) {
    if (!one.isBegun) continue;
    one.isBegun = false;
    for (const hook of one.afterAll) await hook();
  }
}

/** Returns a suite's suites from the outermost. */
function suitesOf(inner: Suite): Suite[] {
  return inner.parent === undefined ? [inner] : [...suitesOf(inner.parent), inner];
}

const context = { task: { name: '', file: { filepath: '' } } };

function register(name: string, body: () => unknown, timeout: number): void {
  const names = [...suitesOf(suite).map((one) => one.name), name].filter((one) => one !== '');
  registered.push({ name: names.join(' > '), suite, body, timeout });
}

/** `test(name, body)`, `test(name, options, body)`, `test(name, body, timeout)`. */
function readCall(first: Options | Body, second: Body | Options | number | undefined) {
  const [options, body] = typeof first === 'function' ? [second, first] : [first, second];
  const timeout = typeof options === 'number' ? options : (options as Options | undefined)?.timeout;
  return { body: body as (...args: unknown[]) => unknown, timeout: timeout ?? patience };
}

export function test(name: string, first: Options | Body, second?: Body | Options | number): void {
  const { body, timeout } = readCall(first, second);
  register(name, () => body(context), timeout);
}

test.each = (rows: Iterable<unknown>) => (name: string, first: Options | Body, second?: Body | number) => {
  const { body, timeout } = readCall(first, second);
  for (const row of rows) {
    const values = Array.isArray(row) ? row : [row];
    register(titled(name, values), () => body(...values), timeout);
  }
};

test.for = (rows: Iterable<unknown>) => (name: string, first: Options | Body, second?: Body | number) => {
  const { body, timeout } = readCall(first, second);
  for (const row of rows)
    register(titled(name, Array.isArray(row) ? row : [row]), () => body(row, context), timeout);
};

export function describe(name: string, first: Options | Body, second?: Body): void {
  const { body } = readCall(first, second);
  within(name, () => body());
}

describe.each = (rows: Iterable<unknown>) => (name: string, first: Options | Body, second?: Body) => {
  const { body } = readCall(first, second);
  for (const row of rows) {
    const values = Array.isArray(row) ? row : [row];
    within(titled(name, values), () => body(...values));
  }
};

function within(name: string, body: () => unknown): void {
  const outer = suite;
  suite = suiteNamed(name, outer);
  body();
  suite = outer;
}

function titled(name: string, values: readonly unknown[]): string {
  const [first] = values;
  const named = name.replaceAll(/\$(\w+)/g, (whole, key: string) =>
    typeof first === 'object' && first !== null && key in first
      ? String(first[key as keyof typeof first])
      : whole,
  );
  const places = named.match(/%[sdifjoO]/g)?.length ?? 0;
  return format(named, ...values.slice(0, places));
}

export function beforeAll(hook: Hook): void {
  suite.beforeAll.push(hook);
}

export function afterAll(hook: Hook): void {
  suite.afterAll.push(hook);
}

export function beforeEach(hook: Hook): void {
  suite.beforeEach.push(hook);
}

export function afterEach(hook: Hook): void {
  suite.afterEach.push(hook);
}

export function onTestFinished(hook: Hook): void {
  finished.push(hook);
}
