import type { Fence } from '../../../../src/guide/fence.ts';
import type { Page } from '../../../../src/guide/page.ts';
import { kindOf } from '../../../../src/rules/snippets/kind.ts';
import { readRunbooks } from '../../../../src/runbook/steps.ts';
import type { Language } from '../../../../src/words.ts';
import { theGuide } from '../../../support/evidence.ts';
import type { Beginning } from './stories.ts';

/** What a reader does with one part of a page: the fences under a heading of the second level that stand in no runbook, in order. */
export interface Sitting {
  /** `access#control-ui` */
  at: string;
  /** The world in which the reader sits down. */
  from: Beginning;
  /** What has gone wrong in it. */
  fault?: string;
  fences: Fence[];
}

/** How somebody runs a fence by hand, where there is more to it than to paste it and to wait for its end. */
export interface Manner {
  /** What it begins with. */
  begins: string;
  /** What is typed while it runs. */
  types?: string;
  /** It wants a terminal. */
  terminal?: true;
  /** It goes on until somebody ends it: what it prints when it has come so far. */
  until?: RegExp;
  /** What it is to print. */
  prints?: RegExp;
  /** Why no rehearsal runs it. */
  why?: string;
}

const openclaw =
  'runuser -u node -- env OPENCLAW_STATE_DIR=/data OPENCLAW_GATEWAY_PORT=3000 node /app/dist/index.js';

const manners: readonly Manner[] = [
  { begins: 'brew ', why: 'installs a program on the computer itself' },
  { begins: 'curl -L https://fly.io/install.sh', why: 'installs a program on the computer itself' },
  { begins: 'fly auth login', prints: /^successfully logged in as / },
  { begins: 'read -rs ', types: 'what-is-pasted\n' },
  { begins: 'fly apps open', prints: /^opening https:\/\/my-openclaw\.fly\.dev\/ / },
  { begins: `${openclaw} devices list`, prints: /Pending \(1\)/ },
  { begins: `${openclaw} devices approve`, prints: /^Approved / },
  { begins: `${openclaw} health`, prints: /^Gateway event loop: ok/ },
  { begins: `${openclaw} channels status --probe`, prints: /Discord default: .*, connected, .*works/ },
  {
    begins: 'runuser -u node -- env OPENCLAW_STATE_DIR=/data node /app/dist/index.js security audit',
    prints: /^Summary: 0 critical/m,
  },
  {
    begins:
      'runuser -u node -- env OPENCLAW_STATE_DIR=/data node /app/dist/index.js plugins install clawhub:',
    why: 'the model has no ClawHub',
  },
  { begins: `${openclaw} pairing approve`, why: 'nobody writes to the bot in a rehearsal' },
  {
    begins: `${openclaw} channels add`,
    why: 'asks one question after the other, which the model does not know',
  },
  {
    begins: 'fly ssh console -a my-openclaw --pty',
    why: 'shows a code for a telephone to read, and waits for it',
  },
  {
    begins: 'fly ssh console -a my-openclaw\n',
    types: 'hostname\nexit\n',
    terminal: true,
    prints: /[0-9a-f]{14}/,
  },
  { begins: 'fly ssh console -a my-openclaw -C "runuser -u node -- node -"', until: /^open$/m },
  { begins: 'fly proxy 3000:3000', until: /^Proxying localhost:(\d+) to remote / },
  {
    begins: 'fly wireguard create',
    types: 'reader.conf\n',
    terminal: true,
    prints: /Wrote WireGuard configuration to reader\.conf/,
  },
  { begins: 'fly logs -a my-openclaw\n', until: /\[gateway\] ready/ },
  {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a script of sed's
    begins: "fly logs -a my-openclaw --no-tail | sed -n 'H; /Preparing to run/h; ${ x; p; }' | grep",
    prints: /\S/,
  },
  {
    begins: "fly logs -a my-openclaw --no-tail | grep '\\[discord",
    prints: /\[discord\] client initialized as/,
  },
  { begins: 'fly logs -a my-openclaw --no-tail', prints: /\[gateway\]/ },
  { begins: 'fly status', prints: /started/ },
  { begins: 'fly ips list', prints: /public ingress \(shared\)/ },
  { begins: 'fly machine list', prints: /1 machines have been retrieved from app my-openclaw\./ },
  { begins: 'fly machine update', prints: /updated successfully!/ },
  {
    begins: 'curl -sS -i https://my-openclaw.fly.dev/healthz',
    prints: /^HTTP\/2 200[\s\S]*\{"ok":true,"status":"live"\}/,
  },
];

/** Returns how a fence is run by hand. */
export function mannerOf({ text, annotations }: Fence): Omit<Manner, 'begins'> {
  if (annotations.ignore !== undefined) return { why: annotations.ignore };
  return manners.find(({ begins }) => text.startsWith(begins)) ?? {};
}

/** Sittings that do not begin where the public deployment has ended. */
const beginnings: Readonly<Record<string, Beginning>> = {
  '#try-it': 'nothing',
  'deploy#what-you-need': 'nothing',
  'deploy#set-secrets': 'nothing',
  'private#accessing-a-private-deployment': 'deploy-private',
  'private#webhooks-with-private-deployment': 'nothing',
  'versions#true-for': 'nothing',
  'versions#the-configurations': 'nothing',
};

/** Sittings that somebody sits down to because something has gone wrong. */
const faults: Readonly<Record<string, string>> = {};

/** Returns what is to be run by hand of a language's pages: every fence that stands in no runbook, by sittings. */
export function sittingsIn(language: Language): Sitting[] {
  return theGuide()
    .pages.filter((page) => page.language === language)
    .flatMap((page) => {
      const inRunbook = new Set(
        readRunbooks(page).runbooks.flatMap(({ steps }) =>
          steps.flatMap(({ fence, check, undo, expect }) => [fence, check, undo, expect]),
        ),
      );
      const mine = page.fences.filter(
        (fence) =>
          !inRunbook.has(fence) && (fence.annotations.symptom === undefined || fence.annotations.ignore),
      );
      const parts = Map.groupBy(mine, (fence) => `${page.slug}#${partOf(page, fence)}`);
      return [...parts]
        .filter(([, fences]) => fences.some((fence) => mannerOf(fence).why === undefined))
        .map(([at, fences]) => ({
          at,
          fences,
          from: beginnings[at] ?? 'deploy',
          ...(faults[at] && { fault: faults[at] }),
        }));
    });
}

/** Returns the id of the heading of the second level that a fence stands under. */
function partOf(page: Page, fence: Fence): string {
  return page.headings.findLast(({ depth, start }) => depth === 2 && start < fence.start)?.id ?? '';
}

/** Whether a fence is a configuration to be read, which a rehearsal lets OpenClaw's own program judge. */
export function isConfiguration(fence: Fence): boolean {
  return kindOf(fence, false) === 'openclaw-config';
}
