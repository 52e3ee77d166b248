import { SignInAttempts } from '@grapevine/database';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../http/problem-error.js';

/** Tries of fifteen minutes: more than somebody needs who mistypes, far fewer than guessing needs. */
const MOST_OF_ADDRESS = 30;
const MOST_OF_ACCOUNT = 10;

/** Bounds how often passwords are tried, by the address that it comes from and by the account, whether there is one or not. */
@Injectable()
export class SignInLimits {
  constructor(private readonly attempts: SignInAttempts) {}

  /** @throws ProblemError 429 */
  async require(address: string, email: string): Promise<void> {
    const waits = [
      await this.attempts.count(`address ${address}`, MOST_OF_ADDRESS),
      await this.attempts.count(accountOf(email), MOST_OF_ACCOUNT),
    ];
    const seconds = Math.max(...waits.map((wait) => wait ?? 0));
    if (seconds === 0) return;
    const detail = `Too many tries to sign in. Try again in ${Math.ceil(seconds / 60)} minutes, or use a one-time link.`;
    throw new ProblemError(429, 'too_many_attempts', detail, { headers: { 'retry-after': String(seconds) } });
  }

  async succeeded(email: string): Promise<void> {
    await this.attempts.forget(accountOf(email));
  }
}

const accountOf = (email: string): string => `account ${email}`;
