import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Turnstile } from '../ingest/turnstile.js';

/** The least that OWASP advises for argon2id (which is what the library hashes by): 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Each takes its memory and a thread: many sign-ins at once wait for each other. */
const AT_A_TIME = 2;

/** Hashes and checks passwords. */
@Injectable()
export class Passwords {
  private readonly turnstile = new Turnstile(AT_A_TIME);
  private nobodys: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.turnstile.pass(() => hash(password.normalize('NFC'), COST));
  }

  /**
   * Takes as long for nobody as for somebody, so that time does not tell who has an account.
   *
   * @param stored undefined where there is no such person: then the answer is always no
   */
  async matches(stored: string | undefined, password: string): Promise<boolean> {
    this.nobodys ??= this.hash(randomBytes(16).toString('hex'));
    const nobodys = await this.nobodys;
    const right = await this.turnstile.pass(() => verify(stored ?? nobodys, password.normalize('NFC')));
    return right && stored !== undefined;
  }
}
