import { SetMetadata } from '@nestjs/common';

export const QUESTION = 'grapevine:question';

/**
 * Says that a route asks the warehouse on behalf of a client, and the name of the question: it takes one of the places of the client's key, is
 * stopped when it takes too long or nobody waits for it, and says what it cost.
 */
export const Asks = (question: string) => SetMetadata(QUESTION, question);
