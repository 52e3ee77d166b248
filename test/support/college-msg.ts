import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CollegeMessage {
  readonly sender: string;
  readonly recipient: string;
  readonly seconds: number;
}

/** Reads CollegeMsg.txt: one line a message, `SENDER RECIPIENT UNIX_SECONDS`. @param dataFolder that of ../shared/data */
export function readCollegeMsg(dataFolder: string): CollegeMessage[] {
  const text = readFileSync(join(dataFolder, 'collegemsg', 'CollegeMsg.txt'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [sender, recipient, seconds] = line.split(' ') as [string, string, string];
      return { sender, recipient, seconds: Number(seconds) };
    });
}

/** The events of the data's README: the line number, from 1, is id and message id. */
export function collegeMsgEvents(messages: readonly CollegeMessage[]): Record<string, unknown>[] {
  return messages.map(({ sender, recipient, seconds }, i) => ({
    type: 'message.sent',
    id: String(i + 1),
    message_id: String(i + 1),
    member_id: sender,
    recipient_id: recipient,
    occurred_at: seconds * 1000,
  }));
}
