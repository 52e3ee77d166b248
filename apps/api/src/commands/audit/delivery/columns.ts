type Numbers = Float64Array | Int32Array;

/** A column of numbers that grows by doubling. */
export class Column<T extends Numbers> {
  length = 0;

  /** @param numbers of which the room is the first */
  constructor(private numbers: T) {}

  push(number: number): void {
    if (this.length === this.numbers.length) {
      const larger = new (this.numbers.constructor as new (length: number) => T)(this.numbers.length * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.length++] = number;
  }

  at(row: number): number {
    return this.numbers[row] as number;
  }
}

const ROOM = 1_024;
export const wholeNumbers = (): Column<Int32Array> => new Column(new Int32Array(ROOM));
export const numbers = (): Column<Float64Array> => new Column(new Float64Array(ROOM));

/** Texts by the order in which they are met. */
export class Codes {
  readonly names: string[] = [];
  private readonly codes = new Map<string, number>();

  codeOf(name: string): number {
    let code = this.codes.get(name);
    if (code === undefined) {
      code = this.names.push(name) - 1;
      this.codes.set(name, code);
    }
    return code;
  }

  find(name: string): number | undefined {
    return this.codes.get(name);
  }
}
