import { tellIn } from './support/tell.ts';

tellIn('en');
