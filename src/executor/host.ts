import type { Readable, Writable } from 'node:stream';
import type { Language } from '../words.ts';

/** Where plans come from: a folder, an address, or the program itself. */
export interface PlanStore {
  /** Said to the user and written in the journal. */
  origin: string;
  /** Returns a file's text, by its name in the store; throws where there is none. */
  read: (name: string) => Promise<string>;
  /** Whether what it holds has to be trusted by digest before it runs. */
  foreign?: boolean;
}

/** A place to practise in, made or opened: what its programs need in the environment, and its work folder. */
export interface RehearsalWorld {
  env: Record<string, string>;
  cwd: string;
  /** Ends what runs in it; to be called before it is removed. */
  leave?: () => void;
}

/** The world around a command line: nothing else of the process is touched. */
export interface Host {
  argv: readonly string[];
  env: NodeJS.ProcessEnv;
  /** The folder in which the user gave the command. */
  cwd: string;
  stdin: Readable & { isTTY?: boolean; setRawMode?: (raw: boolean) => unknown };
  stdout: Writable & { isTTY?: boolean; columns?: number };
  stderr: Writable & { isTTY?: boolean };
  /** How the user calls this program, as it stands in hints. */
  program: string;
  /** The words that call it from any folder: what a shell's completion has to give. */
  self: readonly string[];
  version: string;
  /** The plans where no `--plans` says otherwise. */
  plans: () => Promise<PlanStore>;
  /** Opens the world in a folder, or makes it; its programs speak that language where they have words of their own. With `realGateway` the program itself runs on its machines. */
  rehearse?: (folder: string, language: Language, realGateway: boolean) => Promise<RehearsalWorld>;
}
