import { z } from 'zod';

export const GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export const Grain = z.enum(GRAINS).describe('how long a period is; weeks are ISO weeks');
export type Grain = z.infer<typeof Grain>;

export const WINDOWS = ['calendar', 'rolling_7', 'rolling_28', 'rolling_30'] as const;
export const Window = z.enum(WINDOWS).describe('calendar periods, or so many days that end with the labelled day');
export type Window = z.infer<typeof Window>;

/** A local date, `2013-12-19`; dates that do not exist are refused: there was no year 0 either. */
export const LocalDate = z.iso
  .date('must be a date that exists, such as 2013-12-19')
  .refine((date) => date >= '0001', 'must be a date that exists, such as 2013-12-19');
export type LocalDate = z.infer<typeof LocalDate>;
