import type { ExportedEvent } from '@grapevine/contracts';
import { AuditError } from './audit-error.js';
import type { LogRecorder } from './log-recorder.js';
import type { Server } from './server.js';

const ENDPOINT = '/v1/events/export';

/** Reads the whole log into a recorder, line by line. @throws AuditError where it does not end as a whole log does */
export const readLog = (server: Server, recorder: LogRecorder): Promise<void> =>
  readEvents(server, [], (event) => recorder.add(event));

/** Hands on the events of some types, of all where none is named. @throws AuditError where they do not end as a whole log does */
export async function readEvents(
  server: Server,
  types: readonly ExportedEvent['type'][],
  take: (event: ExportedEvent) => void,
): Promise<void> {
  let [events, end]: [number, number | undefined] = [0, undefined];
  for await (const line of server.lines(ENDPOINT, { type: types })) {
    const read = lineOf(line);
    if (read.type === 'export.end') end = read.events;
    else {
      events++;
      take(read);
    }
  }
  if (end !== events) throw new AuditError('The event log did not arrive whole. Try again.');
}

/** Unchecked beyond its type: millions of lines come from a server that is known by then to be a Grapevine. */
function lineOf(line: string): ExportedEvent | { readonly type: 'export.end'; readonly events: number } {
  try {
    return JSON.parse(line);
  } catch {
    throw new AuditError('The event log did not arrive whole: a line of it is not JSON. Try again.');
  }
}
