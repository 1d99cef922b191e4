import { Uncovered } from './failure.ts';
import { type Io, processIo } from './io.ts';
import { sayBroken, sayIn, sayUncovered } from './say.ts';
import { openWorld, programs, worldVariable } from './world.ts';

/** The exit status of what the rehearsal does not cover. */
const uncovered = 3;

/** The exit status of a rehearsal that broke (EX_SOFTWARE of sysexits.h): no program of the world ends so. */
const broken = 70;

/**
 * Runs one of the world's programs: what stands behind the names on its path. Each is loaded when it is called, and alone, since a
 * run calls them a hundred times.
 *
 * @returns the exit status
 */
export async function rehearsed(
  program: string,
  argv: readonly string[],
  io: Io = processIo(),
): Promise<number> {
  // What keeps a real gateway is this program too, called again.
  if (program === 'keeper') {
    (await import('./real/keeper.ts')).keeper(argv);
    return 0;
  }
  const dir = io.env[worldVariable];
  if (dir === undefined || !programs.some((one) => one === program)) {
    const say = await sayIn(io);
    io.stderr.write(`${say('rehearsal.noWorld')}\n`);
    return uncovered;
  }
  const words = [program, ...argv];
  try {
    const world = openWorld(dir);
    if (program === 'git') return await (await import('./git.ts')).git(world, words, io);
    if (program === 'curl') return await (await import('./curl.ts')).curl(world, words, io);
    return await (await import('./fly/index.ts')).fly(world, words, io);
  } catch (error) {
    if (error instanceof Uncovered) {
      await sayUncovered(io, error);
      return uncovered;
    }
    await sayBroken(io, dir, error);
    return broken;
  }
}
