import type { Status } from '@grapevine/contracts';

/** Injection tokens of what main.ts opens before Nest starts. */
export const CONFIG = Symbol('CONFIG');
export const LOGGER = Symbol('LOGGER');
export const QUEUE_BACKEND = Symbol('QUEUE_BACKEND');
/** What all keyed hashes are made with: for whoever makes some, and never for a log or an answer. */
export const SECRET = Symbol('SECRET');
export const CLOCK = Symbol('CLOCK');
export const ENGINE_INFO = Symbol('ENGINE_INFO');
export const ENGINE_CHECKS = Symbol('ENGINE_CHECKS');

/** The present, epoch milliseconds; a dependency so that tests can stand in other times. */
export type Clock = () => number;

/** Which engines are in use, for people. */
export type EngineInfo = Status['engines'];
