import { log } from './apps.ts';
import { isDeviceKnown } from './devices.ts';
import { drawHex } from './draw.ts';
import type { App, State } from './state.ts';
import { fromInternet } from './traffic.ts';

/**
 * Somebody opens an app's page in a browser: the page is asked for and, where it comes, its script connects with the page's
 * origin. What the gateway then says is in the log; a browser that it does not know waits among the devices.
 */
export function visit(state: State, app: App): void {
  const reach = fromInternet(state, app, { method: 'GET', path: '/', headers: {}, secure: true });
  if (reach.kind !== 'answer' || reach.response.status !== 200) return;
  const machine = app.machines.find((one) => one.state === 'started' && one.process.gateway !== undefined);
  if (machine?.process.gateway === undefined) return;
  const origin = `https://${app.name}.fly.dev`;
  const say = (text: string) =>
    log(app, machine, 'app', `${new Date().toISOString().replace('Z', '+00:00')} [ws] ${text}`, 'info');
  const { allowedOrigins } = machine.process.gateway;
  if (!allowedOrigins.includes(origin) && !allowedOrigins.includes('*')) {
    say(
      `origin not allowed (open the Control UI from the gateway host or allow it in gateway.controlUi.allowedOrigins) origin=${origin}`,
    );
    return;
  }
  const known = state.devices.find((device) => device.app === app.name && device.origin === origin);
  if (isDeviceKnown(known)) {
    say(`webchat connected origin=${origin}`);
    return;
  }
  if (known === undefined) {
    state.devices.push({
      app: app.name,
      requestId: uuid(drawHex(state, 32)),
      deviceId: drawHex(state, 64),
      origin,
      approved: false,
      at: new Date().toISOString(),
    });
  }
  say(`closed before connect origin=${origin} code=1008 reason=pairing required`);
}

function uuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
