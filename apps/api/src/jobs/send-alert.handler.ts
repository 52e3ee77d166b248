import type { JobHandler, Payload } from '@grapevine/queue';
import type { AlertSender } from '../exports/alerts/alert-sender.js';

/** Tells of a run that failed for good; the queue brings it again, after a pause, where that does not succeed. */
export class SendAlertHandler implements JobHandler<'send-alert'> {
  constructor(private readonly sender: AlertSender) {}

  async handle({ run_id: id }: Payload<'send-alert'>): Promise<void> {
    await this.sender.send(id);
  }
}
