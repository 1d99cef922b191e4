/** What the runner asks of the process that holds the tests. */
export type Request =
  /** Runs all tests of these files with nothing changed, and notes what each comes by. */
  | { survey: string[] }
  /** Runs tests one after the other with a mutant, until one fails. */
  | { try: number; tests: TestName[] };

/** A test by its file, below the copy, and its name there. */
export interface TestName {
  file: string;
  name: string;
}

/** What a survey tells of one test. */
export interface Surveyed extends TestName {
  /** How long it took, in milliseconds. */
  took: number;
  /** The mutants that its own process came by, and those that programs came by that it spawned. */
  here: number[];
  spawned: number[];
  /** Why it fails with nothing changed, where it does. */
  failure?: string;
}

export type Reply =
  /** A test begins, or a file is read. */
  | { at: TestName }
  | { surveyed: Surveyed }
  /** A file was read, and in that came by these mutants; or it could not be. */
  | { read: string; passed: number[]; failure?: string }
  | { done: true }
  /** How a trial ended: the test that failed, and whether the process is as it was. */
  | { tried: number; failed?: TestName; why?: string; isSpoilt: boolean };
