import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import { COST_HEADER } from '../graphql/headers';
import { Answer } from './answer';

/** What an answer has to say of itself, in Cache-Control, to be kept. */
const KEPT = /^public, max-age=([1-9]\d*)$/;
const NOT_KEPT = 'private, no-store';
const VARIES = `accept, accept-encoding, authorization, ${COST_HEADER}`;

/** What is about to be sent, if it says that it may be kept. */
export function answerIn(reply: FastifyReply, payload: unknown): Answer | undefined {
  const [, seconds] = KEPT.exec(String(reply.getHeader('cache-control'))) ?? [];
  if (reply.statusCode !== 200 || typeof payload !== 'string' || !seconds) return undefined;
  const type = String(reply.getHeader('content-type'));
  return new Answer(Buffer.from(payload), type, Number(seconds));
}

/**
 * Says who may keep the answer, tags it, and sends no body to whoever has it already.
 *
 * @param longest seconds that a browser or a cache on the way may keep it without asking again
 */
export function withHeaders(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer | undefined,
  longest: number,
): Buffer | '' | undefined {
  const others = reply.getHeader('vary');
  void reply.header('vary', others ? `${String(others)}, ${VARIES}` : VARIES);
  if (!answer || request.method !== 'GET') {
    void reply.header('cache-control', NOT_KEPT);
    return answer?.body;
  }
  const seconds = Math.min(longest, answer.maxAge);
  void reply
    .header('cache-control', seconds > 0 ? `public, max-age=${seconds}` : 'public, no-cache')
    .header('etag', answer.etag);
  if (!fresh(request.headers, { etag: answer.etag })) return answer.body;
  void reply.code(304);
  return '';
}
