/** Where and as whom the load is sent. */
export interface Target {
  readonly port: number;
  readonly key: string;
}

/** One request, complete with its head, as bytes to be written to a socket; and how many events it holds. */
export interface PreparedRequest {
  readonly bytes: Buffer;
  readonly events: number;
}

/** Puts events into requests of `batch` each: a JSON object for 1, else an array. Done before the clock runs. */
export function prepareRequests(texts: Iterable<string>, batch: number, target: Target): PreparedRequest[] {
  const requests: PreparedRequest[] = [];
  let events: string[] = [];
  const close = (): void => {
    if (events.length === 0) return;
    const body = batch === 1 ? (events[0] as string) : `[${events.join(',')}]`;
    requests.push({ bytes: Buffer.from(`${headOf(target, Buffer.byteLength(body))}${body}`), events: events.length });
    events = [];
  };
  for (const text of texts) {
    events.push(text);
    if (events.length === batch) close();
  }
  close();
  return requests;
}

const headOf = ({ port, key }: Target, length: number): string =>
  `POST /v1/events HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${key}\r\n` +
  `content-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
