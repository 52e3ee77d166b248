export { Chance } from './chance.js';
export { DEMO, DEMO_EVENTS } from './demo.js';
export type { Phone } from './member.js';
export type { DeliveryLife, SimulatedSignup, SimulatorObserver } from './observer.js';
export { randomFrom } from './random.js';
export { type Simulation, simulate } from './simulate.js';
export type { WireEvent } from './wire-event.js';
export { DAY_MS } from './world.js';
