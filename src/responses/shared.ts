import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { connectToRedis } from '../redis';
import { Answer } from './answer';

/** Where servers share answers. Neither call ever fails, or takes long. */
export interface SharedAnswers {
  get(key: string): Promise<Answer | undefined>;
  set(key: string, answer: Answer): void;
  close(): void;
}

/** Milliseconds after which an answer is made rather than waited for. */
const PATIENCE = 50;
/** Seconds: what nothing changes may still be asked of another version of the program. */
const LONGEST = 600;

type Log = Pick<FastifyBaseLogger, 'warn' | 'info'>;

/**
 * Answers in Redis, for all servers on one database. While Redis is away there are none.
 *
 * @param prefix what keys start with: the same only on servers that answer alike
 */
export async function answersInRedis(
  url: string,
  prefix: string,
  log: Log,
): Promise<SharedAnswers> {
  const client = await connectToRedis(url, 'answers are not shared', log);
  const nameOf = (key: string): string => `${prefix}:${hash('sha256', key)}`;
  return {
    get(key) {
      const text = client.get(nameOf(key));
      const answer = text.then((found) => (found === null ? undefined : read(found)));
      const late = sleep(PATIENCE, undefined, { ref: false });
      return Promise.race([answer.catch(() => undefined), late]);
    },
    set(key, answer) {
      const seconds = Math.min(Math.floor((answer.until - Date.now()) / 1000), LONGEST);
      if (seconds < 1) return;
      const expiration = { type: 'EX' as const, value: seconds };
      client.set(nameOf(key), write(answer), { expiration }).catch(() => undefined);
    },
    close: () => client.destroy(),
  };
}

type Written = Pick<Answer, 'type' | 'maxAge' | 'until'> & { body: string };

function write({ body, type, maxAge, until }: Answer): string {
  return JSON.stringify({ type, maxAge, until, body: body.toString() } satisfies Written);
}

function read(text: string): Answer {
  const { body, type, maxAge, until } = JSON.parse(text) as Written;
  return new Answer(Buffer.from(body), type, maxAge, until);
}
