import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const installed = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'chrome.exe',
  'msedge.exe',
];

const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Starts a browser.
 *
 * @param more flags of the browser's, beside those that every test wants
 * @throws Error with one line on what to install where there is none
 */
export async function openBrowser(...more: string[]): Promise<Browser> {
  return chromium.launch({ executablePath: await browserPath(), headless: true, args: [...flags, ...more] });
}

/**
 * Returns the browser that BROWSER_PATH names, on Linux x64 the one that npm brought, else one that is installed here.
 *
 * @throws Error with one line on what to install where there is none
 */
export async function browserPath(): Promise<string> {
  const path = process.env.BROWSER_PATH || (await fromNpm()) || installedBrowser();
  if (path === undefined)
    throw new Error('No browser for the tests: install Chrome or Chromium, or set BROWSER_PATH to one.');
  return path;
}

async function fromNpm(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}

function installedBrowser(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    ...folders.flatMap((folder) => installed.map((name) => join(folder, name))),
    ...elsewhere,
  ];
  return candidates.find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
