import type { Fence } from '../guide/fence.ts';
import type { Page } from '../guide/page.ts';
import { essence } from '../rules/parity/essence.ts';
import { digest } from '../runbook/digest.ts';

/** Which fence it is, whatever language it stands in, and what it means. */
export interface FenceIdentity {
  /** The page's address below its language; `index` for the landing page. */
  page: string;
  /** The id of the heading that it stands under, or nothing before the first. */
  section: string;
  /** A digest of what it means: language, annotations and text, without what a translation may change. */
  digest: string;
}

/** How many hexadecimal digits tell the fences of one section apart. */
const digits = 16;

/** Returns which fence of the guide a fence is. Two with the same meaning in one section are one. */
export function identify(page: Page, { section, ...fence }: Fence): FenceIdentity {
  const { ignore, ...annotations } = fence.annotations;
  const meaning = {
    lang: fence.lang,
    annotations: { ...annotations, ignored: ignore !== undefined },
    text: essence(fence),
  };
  return {
    page: page.slug || 'index',
    section: section ?? '',
    digest: digest(meaning).slice(0, digits),
  };
}
