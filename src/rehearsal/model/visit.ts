import { stateFolder } from '../gateway/config.ts';
import { filesOf } from '../machine/files.ts';
import { gatewayLine, log } from './apps.ts';
import { devicesFile, readDevices, writeDevices } from './devices.ts';
import { drawHex } from './draw.ts';
import type { Hands } from './hands.ts';
import { giveToNode } from './owners.ts';
import type { App } from './state.ts';
import { fromInternet } from './traffic.ts';

/**
 * Somebody opens an app's page in a browser: the page is asked for and, where it comes, its script connects with the page's
 * origin and the gateway's token. What the gateway then says is in the log; a browser that it does not know waits among the devices.
 */
export function visit(hands: Hands, app: App): void {
  const reach = fromInternet(hands, app, { method: 'GET', path: '/', headers: {}, secure: true });
  if (reach.kind !== 'answer' || reach.response.status !== 200) return;
  // A real gateway would have to be visited by a real browser.
  if (hands.state.real !== undefined) return;
  const machine = app.machines.find((one) => one.state === 'started' && one.process.gateway !== undefined);
  const gateway = machine?.process.gateway;
  if (machine === undefined || gateway === undefined) return;
  const origin = `https://${app.name}.fly.dev`;
  const say = (text: string) => log(app, machine, 'app', gatewayLine(`[ws] ${text}`));
  // The line as it was seen, shortened by what is said twice.
  const closed = (reason: string, rest: string) =>
    say(
      `closed before connect conn=${uuid(drawHex(hands.state, 32))} peer=${hands.state.proxyAddress}:41234->0.0.0.0:3000 remote=${hands.state.proxyAddress} fwd=203.0.113.7 origin=${origin} host=${app.name}.fly.dev code=1008 reason=${reason} ${rest}`,
    );
  if (!gateway.allowedOrigins.includes(origin) && !gateway.allowedOrigins.includes('*')) {
    closed(
      'origin not allowed (open the Control UI from the gateway host or allow it in gateway.controlUi.allowedOrigins)',
      'phase=ws_upgrade_started cause=origin-mismatch handshake=failed',
    );
    return;
  }
  const files = filesOf(hands.dir, machine);
  const devices = readDevices(files, machine.config.env);
  const known = devices.find((device) => device.origin === origin);
  if (known?.approved) {
    say(`webchat connected origin=${origin} client=openclaw-control-ui webchat v${machine.config.openclaw}`);
    return;
  }
  const device = known ?? {
    requestId: uuid(drawHex(hands.state, 32)),
    deviceId: drawHex(hands.state, 64),
    origin,
    approved: false,
    at: new Date().toISOString(),
  };
  if (known === undefined) {
    const { env } = machine.config;
    writeDevices(files, env, [...devices, device]);
    giveToNode(hands.state, files, devicesFile(env), stateFolder(env));
  }
  closed(
    `pairing required: device is not approved yet (requestId: ${device.requestId})`,
    `phase=auth_validated cause=pairing-required handshake=failed deviceId=${device.deviceId} requestId=${device.requestId} reason=not-paired`,
  );
}

function uuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
