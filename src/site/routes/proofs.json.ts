import type { APIRoute } from 'astro';
import { guide, proofs } from '../content.ts';
import { proofReport } from '../proofs.ts';

/** How far every fence of the guide is proven. */
export const GET: APIRoute = () => Response.json(proofReport(proofs, guide));
