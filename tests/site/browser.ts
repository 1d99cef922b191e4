export { openBrowser } from '../../src/project/browser.ts';
