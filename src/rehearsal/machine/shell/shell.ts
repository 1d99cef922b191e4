import type { Files } from '../files.ts';

/** Where bytes go: a terminal, a pipe, a file. */
export type Sink = (text: string | Buffer) => void;

/** What a program reads, writes and may look at while it runs on a machine. */
export interface Session {
  files: Files;
  cwd: string;
  /** Who runs it: root over SSH, or the image's own user. */
  user: 'root' | 'node';
  /** The shell's variables; those that are exported are a program's environment. */
  variables: Map<string, string>;
  exported: Set<string>;
  functions: Map<string, unknown>;
  args: string[];
  /** The exit status of the last command. */
  status: number;
  stdin: () => Promise<Buffer>;
  out: Sink;
  err: Sink;
  options: { exitOnError: boolean; unsetIsError: boolean };
  machine: MachineView;
}

/** What a machine's programs may ask of the world and do to it. */
export interface MachineView {
  id: string;
  app: string;
  version: string;
  /** Megabytes. */
  memory: number;
  command: string;
  isListening: boolean;
  /** Names of secrets: their values are nowhere. */
  secrets: ReadonlySet<string>;
  /** Opens a port of the machine's private address that leads to one on loopback, for as long as it is not closed again. */
  relay(port: number | undefined): void;
  /** Returns a volume's size, in gigabytes. */
  sizeOf(volume: string): number;
  /** Returns `user:group`. */
  ownerOf(path: string): string;
  setOwner(path: string, owner: string): void;
  /** Forgets the owners of a path and of all below it, which are gone. */
  dropOwners(path: string): void;
  /** Takes the owners of a path and of all below it along to where they were moved. */
  moveOwners(from: string, to: string): void;
  /** Runs OpenClaw's real command line, where the world has the real program; undefined where it has not. */
  real?(
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): { status: number; out: string; err: string };
  /** Asks the gateway on this machine, as a program on it would; undefined where nothing listens there. */
  request(
    port: number,
    path: string,
    headers: Record<string, string>,
  ): Promise<{ status: number; headers: Record<string, string>; body: string } | undefined>;
}

/** Ends a shell, or one of its functions or loops, with a status. */
export class Leave extends Error {
  readonly what: 'exit' | 'return' | 'break' | 'continue';
  readonly status: number;

  constructor(what: Leave['what'], status: number) {
    super(what);
    this.what = what;
    this.status = status;
  }
}

/** Returns a session like another whose changes to variables and folder stay its own, as in a subshell. */
export function subshell(session: Session, over: Partial<Session> = {}): Session {
  return {
    ...session,
    variables: new Map(session.variables),
    exported: new Set(session.exported),
    functions: new Map(session.functions),
    options: { ...session.options },
    ...over,
  };
}
