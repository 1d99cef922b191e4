/**
 * A Discord to sign in to, on the loopback: as much of its REST API and of its gateway as OpenClaw's plugin asks for at its start
 * (`DISCORD_API_URL` points it here), and doors of its own: `/tell` to have somebody write something, `/close` to end the session with a code, `/told` to hear what the bot did.
 *
 * Run as `node discord.ts <the release's folder> <port>`. It ends by itself after a quarter of an hour.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Socket {
  on(event: 'message', heard: (data: Buffer) => void): void;
  send(text: string): void;
  close(code: number): void;
}
interface Sockets {
  on(event: 'connection', came: (socket: Socket) => void): void;
}

/** Whoever takes part, by Discord's ids. */
export const ids = {
  bot: '100000000000000001',
  owner: '123456789012345678',
  stranger: '999999999999999999',
  guild: '223456789012345678',
  channel: '323456789012345678',
  dm: '423456789012345678',
} as const;

/** Returns a configuration of the guide's with the ids of this Discord. */
export function withIds(config: string): string {
  return config.replaceAll('YOUR_USER_ID', ids.owner).replaceAll('YOUR_GUILD_ID', ids.guild);
}

/** What the bot did: the method and path that it asked for, and what it sent along. */
export interface Deed {
  method: string;
  path: string;
  body: unknown;
}

const [, , folder = '', port = '0'] = process.argv;
if (import.meta.main) serve();

/** Somebody writes something, in the server's channel or directly to the bot. */
export interface Telling {
  from: string;
  where: 'channel' | 'dm';
  text: string;
}

function serve(): void {
  const base = '/api/v10';
  const deeds: Deed[] = [];
  const sockets: Socket[] = [];
  const bot = { id: ids.bot, username: 'claw', discriminator: '0000', global_name: null, bot: true };
  const application = { id: ids.bot, name: 'claw', flags: 1 << 19 };
  const general = { id: ids.channel, type: 0, guild_id: ids.guild, name: 'general', position: 0 };
  const direct = { id: ids.dm, type: 1, recipients: [] };
  const everyone = { id: ids.guild, name: '@everyone', permissions: '8', position: 0 };
  const guild = {
    id: ids.guild,
    name: 'home',
    owner_id: ids.owner,
    roles: [everyone],
    emojis: [],
    channels: [general],
    threads: [],
    members: [],
    voice_states: [],
    member_count: 3,
  };
  let count = 0;
  let sequence = 0;
  const fresh = () => String(500000000000000000n + BigInt(++count));

  const answers: Record<string, unknown> = {
    '/users/@me': bot,
    '/oauth2/applications/@me': application,
    '/gateway/bot': {
      url: `ws://127.0.0.1:${port}`,
      shards: 1,
      session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
    },
    '/users/@me/guilds': [{ id: ids.guild, name: 'home', owner: false, permissions: '8' }],
    '/users/@me/channels': direct,
    [`/guilds/${ids.guild}`]: guild,
    [`/guilds/${ids.guild}/channels`]: [general],
    [`/channels/${ids.channel}`]: general,
    [`/channels/${ids.dm}`]: direct,
  };

  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    const body = await read(request);
    const say = (value: unknown) => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(value));
    };
    if (path === '/told') return say(deeds);
    if (path === '/tell') {
      happen(body as Telling);
      return say({});
    }
    if (path === '/close') {
      for (const socket of sockets.splice(0)) socket.close(Number(body));
      return say({});
    }
    const method = request.method ?? '';
    const asked = path.slice(base.length);
    deeds.push({ method, path: asked, body });
    if (method === 'GET' && asked.endsWith('/messages')) return say([]);
    const sent = /^\/channels\/(\d+)\/messages$/.exec(asked);
    if (sent && method === 'POST') {
      return say({ id: fresh(), channel_id: sent[1], author: bot, content: '', timestamp: now() });
    }
    say(answers[asked] ?? (asked.endsWith('/commands') ? [] : {}));
  });
  const { WebSocketServer } = createRequire(join(folder, 'package.json'))('ws') as {
    WebSocketServer: new (options: object) => Sockets;
  };
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', (data) => {
      const { op } = JSON.parse(data.toString()) as { op: number };
      if (op === 1) socket.send(JSON.stringify({ op: 11 }));
      if (op === 2) identify(socket);
    });
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }));
  });
  server.listen(Number(port), '127.0.0.1');
  setTimeout(() => process.exit(), 15 * 60_000);

  function identify(socket: Socket): void {
    sockets.push(socket);
    dispatch('READY', {
      v: 10,
      user: bot,
      guilds: [{ id: ids.guild, unavailable: true }],
      session_id: 'a-session',
      resume_gateway_url: `ws://127.0.0.1:${port}`,
      application,
    });
    dispatch('GUILD_CREATE', guild);
  }

  /** Whoever begins with a mention of the bot mentions it. */
  function happen({ from, where, text }: Telling): void {
    const author = { id: from, username: `user-${from}`, discriminator: '0', global_name: null };
    dispatch('MESSAGE_CREATE', {
      id: fresh(),
      channel_id: where === 'dm' ? ids.dm : ids.channel,
      ...(where === 'channel' && {
        guild_id: ids.guild,
        member: { roles: [], joined_at: now(), deaf: false, mute: false },
      }),
      author,
      content: text,
      timestamp: now(),
      edited_timestamp: null,
      tts: false,
      mention_everyone: false,
      mentions: text.startsWith(`<@${ids.bot}>`) ? [bot] : [],
      mention_roles: [],
      attachments: [],
      embeds: [],
      pinned: false,
      type: 0,
    });
  }

  function dispatch(name: string, d: unknown): void {
    for (const socket of sockets) socket.send(JSON.stringify({ op: 0, t: name, s: ++sequence, d }));
  }
}

async function read(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += chunk;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function now(): string {
  return new Date().toISOString();
}
