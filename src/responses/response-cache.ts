import type { FastifyRequest } from 'fastify';
import type { LRUCache } from 'lru-cache';
import type { Changes } from '../database/changes';
import { COST_HEADER } from '../graphql/headers';
import type { Answer } from './answer';
import type { SharedAnswers } from './shared';

/** Of a request whose answer is making made: under which key, and who waits for it. */
interface Asked {
  key: string;
  version: string;
  /** Whether others wait for it too. */
  awaited: boolean;
  done(answer: Answer | undefined): void;
}

/**
 * Whole answers to readers, under what was asked and the version of the content. Nothing has to be
 * dropped when the content changes: the old version is not asked for again.
 */
export class ResponseCache {
  private readonly asked = new WeakMap<FastifyRequest, Asked>();
  private readonly making = new Map<string, { asked: Asked; made: Promise<Answer | undefined> }>();

  constructor(
    private readonly changes: Changes,
    private readonly memory: LRUCache<string, Answer>,
    private readonly shared?: SharedAnswers,
  ) {}

  /**
   * The answer, if it is known, or just being made for somebody else: many ask the same at the moment
   * when the content changes. Otherwise the one that is made now is to be given to `keep`.
   */
  async find(request: FastifyRequest): Promise<Answer | undefined> {
    const { version } = this.changes;
    if (version === null) return undefined;
    const key = `${version}\n${questionOf(request)}`;
    const known = this.memory.get(key);
    if (known) return known;
    const making = this.making.get(key);
    if (!making) return this.ask(request, key, version);
    making.asked.awaited = true;
    return making.made;
  }

  /** Whether others wait for the answer to this request. */
  isAwaited(request: FastifyRequest): boolean {
    return this.asked.get(request)?.awaited ?? false;
  }

  private async ask(
    request: FastifyRequest,
    key: string,
    version: string,
  ): Promise<Answer | undefined> {
    const asked: Asked = { key, version, awaited: false, done: () => undefined };
    const made = new Promise<Answer | undefined>((resolve) => {
      asked.done = (answer) => {
        this.making.delete(key);
        resolve(answer);
      };
    });
    this.making.set(key, { asked, made });
    const found = await this.shared?.get(key);
    if (found) {
      this.remember(key, found);
      asked.done(found);
    } else {
      this.asked.set(request, asked);
    }
    return found;
  }

  /**
   * Takes the answer that was made; undefined for one that may not be kept. It is not kept either if
   * the content has changed meanwhile, for nobody knows which it shows. Tells whether it was kept.
   */
  keep(request: FastifyRequest, made: Answer | undefined): boolean {
    const asked = this.asked.get(request);
    if (!asked) return false;
    this.asked.delete(request);
    const answer = asked.version === this.changes.version ? made : undefined;
    if (answer) {
      this.remember(asked.key, answer);
      this.shared?.set(asked.key, answer);
    }
    asked.done(answer);
    return answer !== undefined;
  }

  private remember(key: string, answer: Answer): void {
    // Never longer than it was made for, though the clock be set back meanwhile, or another server's differ.
    const left = Math.min(answer.until - Date.now(), answer.maxAge * 1000);
    this.memory.set(key, answer, { ttl: Math.max(left, 1) });
  }
}

/** Everything in a reader's request that decides how it is answered. */
function questionOf({ method, url, headers, body }: FastifyRequest): string {
  const { accept = '', 'content-type': type = '' } = headers;
  const costs = COST_HEADER in headers ? 'costs' : '';
  // By these Apollo tells whether a browser has asked leave to send the request.
  const preflighted = headers['apollo-require-preflight'] || headers['x-apollo-operation-name'];
  const question = [method, url, accept, type, preflighted ? 'preflighted' : '', costs];
  return `${question.join('\n')}\n${body === undefined ? '' : JSON.stringify(body)}`;
}
