import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Host, PlanStore } from '../host.ts';
import { exits, reasonOf, Stop } from '../stop.ts';

/** The largest file that is read as a plan, in bytes. */
const limit = 32 * 1024 * 1024;

/** Returns the plans that the command line names: a folder, an address, or the program's own. */
export async function openStore(host: Host, named: string | undefined): Promise<PlanStore> {
  if (named === undefined) return host.plans();
  if (/^https?:\/\//.test(named)) return addressStore(named);
  const folder = resolve(host.cwd, named);
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new Stop(exits.usage, { key: 'runbook.plans.noFolder', values: { folder } });
  return folderStore(folder);
}

/** Plans in a folder of this machine. */
export function folderStore(folder: string): PlanStore {
  return {
    origin: folder,
    read: async (name) => {
      const file = resolve(folder, name);
      const { size } = await stat(file);
      if (size > limit) throw new Stop(exits.refused, { key: 'runbook.plans.tooLarge', values: { file } });
      return readFile(file, 'utf8');
    },
  };
}

/** Plans at an address, which nobody here has looked at yet. */
function addressStore(address: string): PlanStore {
  const base = new URL(address.endsWith('/') ? address : `${address}/`);
  return {
    origin: base.href,
    foreign: true,
    read: async (name) => {
      try {
        const answer = await fetch(new URL(name, base), {
          signal: AbortSignal.timeout(30_000),
          redirect: 'error',
        });
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        return await readLimited(answer, name);
      } catch (error) {
        if (error instanceof Stop) throw error;
        throw stopForAddress(new URL(name, base).href, error);
      }
    },
  };
}

/** Returns in words why an address was not read: the error says only that, and the reason is its cause. */
function stopForAddress(address: string, error: unknown): Stop {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ECONNREFUSED')
    return new Stop(exits.failed, { key: 'runbook.plans.unreachable.refused', values: { address } });
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new Stop(exits.failed, { key: 'runbook.plans.unreachable.unknown', values: { address } });
  if (cause instanceof Error && cause.name === 'TimeoutError')
    return new Stop(exits.failed, { key: 'runbook.plans.unreachable.late', values: { address } });
  const values = { address, reason: reasonOf(cause) || code };
  return new Stop(exits.failed, { key: 'runbook.plans.unreachable', values });
}

async function readLimited(answer: Response, file: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > limit) throw new Stop(exits.refused, { key: 'runbook.plans.tooLarge', values: { file } });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
