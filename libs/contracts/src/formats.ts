import { z } from 'zod';

/** The parameter `format`. */
export const formatParameter = z.literal('json').default('json').describe('form of the answer');
