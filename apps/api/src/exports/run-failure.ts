import type { Config } from '@grapevine/config';
import { WarehouseOverloadedError, WarehouseUnavailableError } from '@grapevine/warehouse';
import { ProblemError } from '../http/problem-error.js';
import { DestinationError } from './destinations/destination.js';

/** What people are told of an attempt that failed, and whether another one can help. */
export interface RunFailure {
  readonly message: string;
  readonly retry: boolean;
  /** Nobody foresaw it: the log has to say more. */
  readonly isFault?: true;
}

type Limits = Pick<Config, 'questionSeconds' | 'questionMemoryMiB'>;

export function failureOf(error: unknown, limits: Limits): RunFailure {
  if (error instanceof DestinationError) return error;
  if (error instanceof ProblemError) return { message: error.message, retry: error.status >= 500 };
  if (error instanceof WarehouseUnavailableError) return { message: 'The warehouse does not answer.', retry: true };
  if (error instanceof WarehouseOverloadedError) return overload(error, limits);
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
    return { message: 'The disk of the data folder is full: the file has no room to be made.', retry: true };
  }
  return { message: 'Something went wrong on the server; its log says what.', retry: true, isFault: true };
}

function overload({ shortage }: WarehouseOverloadedError, limits: Limits): RunFailure {
  if (shortage === 'room') return { message: 'The warehouse is busy with other questions.', retry: true };
  const limit = shortage === 'time' ? `${limits.questionSeconds} seconds` : `${limits.questionMemoryMiB} MiB of memory`;
  const message =
    `The question takes more than the ${limit} that one may take here. Choose a shorter range, a coarser grain, fewer segments ` +
    'or fewer filters, or have whoever runs the server raise the limit.';
  return { message, retry: false };
}
