/** The audit could not be done; the message says why, and what to do. It says nothing about the numbers. */
export class AuditError extends Error {}
