/** An event as it is sent on the wire. */
export type WireEvent = Readonly<Record<string, unknown>>;
