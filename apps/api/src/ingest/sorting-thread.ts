import { workerData } from 'node:worker_threads';
import { Pseudonymiser } from '@grapevine/pipeline';
import { ProblemError } from '../http/problem-error.js';
import { type SortedEvents, type SortingRules, sortEvents } from './sort-events.js';

// A program of its own: one thread of EventSorter's pool.

/** What a thread is started with. */
export interface ThreadData {
  readonly secret: string;
}

export interface SortingTask {
  readonly bytes: Uint8Array;
  readonly format: 'json' | 'ndjson';
  readonly rules: SortingRules;
}

/** Errors lose their class between threads: one that is meant for the sender goes as what it says. */
export type SortingResult =
  | { readonly sorted: SortedEvents }
  | { readonly problem: { readonly status: number; readonly code: string; readonly detail: string } };

const pseudonymiser = new Pseudonymiser((workerData as ThreadData).secret);

export default function sort({ bytes, format, rules }: SortingTask): SortingResult {
  try {
    const body = { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), format };
    return { sorted: sortEvents(body, rules, pseudonymiser) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { problem: { status: error.status, code: error.code, detail: error.message } };
  }
}
