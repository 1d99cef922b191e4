import { Uncovered } from '../failure.ts';
import type { Run } from '../machine/programs/program.ts';
import { readDevices, writeDevices } from '../model/devices.ts';
import { stateFolder } from './config.ts';
import { environment } from './environment.ts';

/** `openclaw devices …` */
export function devicesCommand(run: Run, sub: string, args: readonly string[]): number {
  if (sub === 'list') return list(run, args);
  if (sub === 'approve') return approve(run, args);
  throw new Uncovered(`openclaw devices ${sub}`.trim());
}

function list(run: Run, args: readonly string[]): number {
  const devices = readDevices(run.session.files, environment(run));
  const pending = devices.filter((device) => !device.approved);
  const paired = devices.filter((device) => device.approved);
  if (args.includes('--json')) {
    run.session.out(`${JSON.stringify({ pending, paired }, null, 2)}\n`);
    return 0;
  }
  if (devices.length === 0) {
    run.session.out('No device pairing entries.\n');
    return 0;
  }
  if (pending.length > 0) {
    run.session.out(`Pending (${pending.length})\n`);
    for (const one of pending) run.session.out(`${one.requestId}  ${one.deviceId}\n`);
  }
  if (paired.length > 0) {
    run.session.out(`Paired (${paired.length})\n`);
    for (const one of paired) run.session.out(`${one.deviceId}\n`);
  }
  return 0;
}

function approve(run: Run, args: readonly string[]): number {
  const env = environment(run);
  const devices = readDevices(run.session.files, env);
  const pending = devices.filter((device) => !device.approved);
  if (pending.length === 0) {
    run.session.err('No pending device pairing requests to approve\n');
    return 1;
  }
  const named =
    args.find((arg) => !arg.startsWith('-')) ??
    (args.includes('--latest') ? pending.at(-1)?.requestId : undefined);
  if (named === undefined) throw new Uncovered('openclaw devices approve');
  const device = pending.find((one) => one.requestId === named);
  if (device === undefined) {
    run.session.err(
      `No pending device request matches ${named}. Run openclaw devices list and retry with the current request ID.\n`,
    );
    return 1;
  }
  const approved = devices.map((one) => (one === device ? { ...one, approved: true } : one));
  writeDevices(run.session.files, env, approved);
  run.session.out(`Approved ${device.deviceId} (${device.requestId})\n`);
  return 0;
}

/** `openclaw health`: what the gateway on this machine says of itself. */
export async function health(run: Run): Promise<number> {
  const env = environment(run);
  const port = Number(env.OPENCLAW_GATEWAY_PORT ?? 18789);
  if ((await run.session.machine.request(port, '/healthz', {})) === undefined) {
    run.session.err(
      `gateway connect failed: Error: connect ECONNREFUSED 127.0.0.1:${port}\nHealth check failed: gateway not reachable at ws://127.0.0.1:${port}\n`,
    );
    return 1;
  }
  run.session.out(
    `Gateway event loop: ok\nGateway probe duration: 21ms\nAgents: main (default)\nHeartbeat interval: 30m (main)\nSession store (main): ${stateFolder(env)}/agents/main/agent/openclaw-agent.sqlite (0 entries)\n`,
  );
  return 0;
}
