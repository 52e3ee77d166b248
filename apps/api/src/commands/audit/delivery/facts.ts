import { DELIVERY_DIMENSIONS, UNKNOWN_VALUE } from '@grapevine/contracts';
import { Codes } from './columns.js';

export type DeliveryFact = (typeof DELIVERY_DIMENSIONS)[number];

/** The code of what an event does not state. */
export const UNSTATED = 0;
/** The code of `unknown`, which a delivery has that no event states anything of. */
export const UNKNOWN = 1;

/** The position of a fact among those of a delivery. */
export const placeOf = (fact: DeliveryFact): number => DELIVERY_DIMENSIONS.indexOf(fact);
export const CHANNEL = placeOf('channel');
export const ERROR_CODE = placeOf('error_code');

/** The values of the facts of deliveries, as codes by fact. */
export class FactValues {
  private readonly codes = DELIVERY_DIMENSIONS.map(() => {
    const codes = new Codes();
    for (const name of ['', UNKNOWN_VALUE]) codes.codeOf(name);
    return codes;
  });

  codeOf(place: number, value: string | null): number {
    return this.of(place).codeOf(value ?? '');
  }

  nameOf(place: number, code: number): string {
    return this.of(place).names[code] as string;
  }

  /** @returns undefined for a value that no event states */
  find(place: number, value: string): number | undefined {
    return this.of(place).find(value);
  }

  private of(place: number): Codes {
    return this.codes[place] as Codes;
  }
}
