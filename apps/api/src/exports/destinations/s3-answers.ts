import { pipeline, type Readable, Transform } from 'node:stream';
import type { S3 } from '@aws-sdk/client-s3';

/** More of an answer is not read. Those of S3 that are asked for here have some kilobytes. */
const MOST_BYTES = 1_048_576;

/** Somebody answers who is no store: with more than any store has to say. */
export class AnswerTooLong extends Error {}

/** The SDK holds answers in memory as a whole, and several times: what is more than an answer can be ends with its connection. */
export function boundAnswers({ middlewareStack }: S3): void {
  middlewareStack.add(
    (next) => async (args) => {
      const answered = await next(args);
      const answer = answered.response as { body: Readable };
      answer.body = bounded(answer.body);
      return answered;
    },
    // After all others: next to the connection.
    { name: 'boundAnswers', step: 'deserialize', priority: 'low' },
  );
}

function bounded(body: Readable): Readable {
  let bytes = 0;
  const within = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) done(new AnswerTooLong());
      else done(null, chunk);
    },
  });
  // Who reads is told of faults by the stream; not every answer is read.
  within.on('error', () => undefined);
  pipeline(body, within, () => undefined);
  return within;
}
