import { config } from 'zod';

// zod would compile each schema anew with every start; the few values that a run reads are read before that has paid.
config({ jitless: true });
