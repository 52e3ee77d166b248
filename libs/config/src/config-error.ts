export interface ConfigFault {
  readonly variable: string;
  readonly message: string;
}

/** The configuration cannot work. Its message names each variable, what is wrong with it, and never its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly ConfigFault[]) {
    super(`The configuration is wrong.\n${faults.map((f) => `  ${f.variable} ${f.message}.`).join('\n')}`);
  }
}
