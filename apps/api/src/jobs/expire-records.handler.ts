import type { JobHandler } from '@grapevine/queue';

/** Something that knows what of its records has had its time. */
export interface Expiring {
  expire(): Promise<void>;
}

/** Forgets sessions, sign-in links, tries to sign in, dead letters and examples of refused events whose time is over. */
export class ExpireRecordsHandler implements JobHandler<'expire-records'> {
  constructor(private readonly stores: readonly Expiring[]) {}

  async handle(): Promise<void> {
    for (const store of this.stores) await store.expire();
  }
}
