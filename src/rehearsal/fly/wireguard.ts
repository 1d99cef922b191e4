import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { FlyFailure } from '../failure.ts';
import { drawHex, drawNumber } from '../model/draw.ts';
import { ask } from './ask.ts';
import { isOn } from './call.ts';
import type { Context } from './context.ts';
import { orgOf } from './org.ts';
import { json, table } from './print.ts';

const warning = `
!!!! WARNING: Output includes private key. Private keys cannot be recovered !!!!
!!!! after creating the peer; if you lose the key, you'll need to remove    !!!!
!!!! and re-add the peering connection.                                     !!!!
`;

/**
 * `fly wireguard create [org] [region] [name] [file]` (internal/command/wireguard). The key pair is real and stands only in the
 * file: the world keeps its public half.
 */
export async function create(context: Context): Promise<void> {
  const [slug, region = 'iad', named, given] = context.call.args;
  const state = context.world.store.read();
  const org = slug === undefined ? orgOf(context, state) : state.orgs.find((one) => one.slug === slug);
  if (org === undefined) throw new FlyFailure(`Could not find Organization "${slug ?? ''}"`);
  context.print(warning);
  const file =
    given ?? (await ask(context, "Filename to store WireGuard configuration in, or 'stdout':", 'EOF'));
  if (file === '') throw new FlyFailure('output filename cannot be empty');
  const pair = generateKeyPairSync('x25519');
  const privateKey = pair.privateKey
    .export({ type: 'pkcs8', format: 'der' })
    .subarray(-32)
    .toString('base64');
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
  const peer = context.change(({ state: after }) => {
    const network = `fdaa:${drawHex(after, 1)}:${drawHex(after, 4)}`;
    const made = {
      org: org.slug,
      name: named ?? `interactive-${drawHex(after, 12)}`,
      region: region === '' ? 'iad' : region,
      ip: `${network}:a7b:9c1:0:a:${drawNumber(after, 900) + 2}`,
      publicKey,
    };
    after.peers.push(made);
    return { ...made, network };
  });
  const config = [
    '',
    '[Interface]',
    `PrivateKey = ${privateKey}`,
    `Address = ${peer.ip}/120`,
    `DNS = ${peer.network}::3`,
    '',
    '[Peer]',
    `PublicKey = ${publicKey}`,
    `AllowedIPs = ${peer.network}::/48`,
    `Endpoint = ${peer.region}1.gateway.6pn.dev:51820`,
    'PersistentKeepalive = 15',
    '',
    '',
  ].join('\n');
  if (file === 'stdout') {
    context.print(config);
    return;
  }
  try {
    writeFileSync(resolve(context.io.cwd, file), config, { flag: 'wx', mode: 0o600 });
  } catch {
    context.change(({ state: after }) => {
      after.peers = after.peers.filter((one) => one.publicKey !== publicKey);
    });
    throw new FlyFailure(`open ${file}: file exists`);
  }
  context.print(`Wrote WireGuard configuration to ${file}; load in your WireGuard client\n`);
}

/** `fly wireguard list` */
export function list(context: Context): void {
  const { peers } = context.world.store.read();
  if (isOn(context.call, 'json')) {
    context.print(
      json(
        peers.map((peer) => ({
          Name: peer.name,
          Region: peer.region,
          Peerip: peer.ip,
          Pubkey: peer.publicKey,
        })),
      ),
    );
    return;
  }
  context.print(
    table(
      peers.map((peer) => [peer.name, peer.region, peer.ip]),
      ['Name', 'Region', 'Peer IP'],
    ),
  );
}

/** `fly wireguard remove [org] [name]` */
export function remove(context: Context): void {
  const [slug, name] = context.call.args;
  const state = context.world.store.read();
  const org = slug === undefined ? orgOf(context, state).slug : slug;
  if (name === undefined || !state.peers.some((peer) => peer.name === name && peer.org === org)) {
    throw new FlyFailure(`Organization "${org}" does not have any wireguard peers`);
  }
  context.print(`Removing WireGuard peer "${name}" for organization ${org}\n`);
  context.change(({ state: after }) => {
    after.peers = after.peers.filter((peer) => peer.name !== name);
  });
  context.print('Removed peer.\n');
}
