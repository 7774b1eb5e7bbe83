import { hash } from 'node:crypto';

/** A whole answer of GraphQL, as it leaves the server, but not yet compressed. */
export class Answer {
  private tag: string | undefined;

  /**
   * @param type its Content-Type
   * @param maxAge seconds that anybody may keep it
   * @param until when it is to be forgotten here even if nothing changes, in milliseconds since 1970
   */
  constructor(
    readonly body: Buffer,
    readonly type: string,
    readonly maxAge: number,
    readonly until = Date.now() + maxAge * 1000,
  ) {}

  /** Weak: the same for the body however it is compressed. */
  get etag(): string {
    return (this.tag ??= `W/"${hash('sha1', this.body, 'base64url')}"`);
  }
}
