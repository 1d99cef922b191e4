import { answer } from '../gateway/answer.ts';
import type { Check, Machine } from './state.ts';

/** A check of the platform's, and how it stands. */
export interface CheckState {
  name: string;
  status: 'passing' | 'critical' | 'warning';
  output: string;
}

/** Returns how a machine's checks stand. The platform asks the machine directly, so no request of theirs is marked by a proxy (inferred). */
export function checksOf(machine: Machine): CheckState[] {
  const ofServices = machine.config.services
    .flatMap((service) => service.checks)
    .map((check, index) => ({
      name: `servicecheck-${String(index).padStart(2, '0')}-${check.type}-${check.port}`,
      check,
    }));
  return [...ofServices, ...machine.config.checks].map(({ name, check }) => ({
    name,
    ...stateOf(machine, check),
  }));
}

function stateOf(machine: Machine, check: Check): Pick<CheckState, 'status' | 'output'> {
  const { listening, gateway } = machine.process;
  const reached =
    machine.state === 'started' &&
    listening?.port === check.port &&
    listening.host !== '127.0.0.1' &&
    gateway !== undefined;
  if (!reached) return { status: 'critical', output: 'connect: connection refused' };
  if (check.type === 'tcp') return { status: 'passing', output: 'Success' };
  const { status, body } = answer(gateway, machine.config.openclaw, {
    method: check.method ?? 'GET',
    path: check.path ?? '/',
    headers: {},
    remote: machine.privateIp,
  });
  return status < 300
    ? { status: 'passing', output: body }
    : { status: 'critical', output: `HTTP GET: ${status}` };
}
