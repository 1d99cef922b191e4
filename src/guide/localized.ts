import * as z from 'zod';

/** A text in each of the guide's languages. */
export const localized = z.record(z.string().regex(/^[a-z]{2}$/), z.string().min(1));
