import type { DataSource } from 'typeorm';
import { announce } from '../../src/feed/announce';
import type { Asking } from './server';

/** A change as a client of the feed has it. */
export interface Told {
  cursor: string;
  at: string;
  type: string;
  action: string;
  nodeId: string;
  slug: string | null;
  article: { slug: string; headline: string } | null;
  entity: { slug: string; name: string } | null;
  event: { title: string } | null;
  mergedInto: { slug: string } | null;
}

export const CHANGE = `
  cursor at type action nodeId slug
  article { slug headline } entity { slug name } event { title } mergedInto { slug }`;

const PAGE = `query ($after: String, $first: Int, $types: [ChangeType!]) {
  changes(after: $after, first: $first, types: $types) {
    nodes { ${CHANGE} } pageInfo { hasNextPage endCursor }
  }
}`;

/** A client that keeps its place in the feed. */
export class Client {
  constructor(
    private readonly asking: Asking,
    public cursor: string | null = null,
    private readonly types?: string[],
  ) {}

  /** One page from where it is. */
  async page(first = 100): Promise<Told[]> {
    const { changes } = await this.asking.ask(PAGE, {
      ...{ after: this.cursor, first, types: this.types ?? null },
    });
    this.cursor = (changes.pageInfo.endCursor as string | null) ?? this.cursor;
    return changes.nodes as Told[];
  }

  /** All that it has not been told. */
  async rest(): Promise<Told[]> {
    const all: Told[] = [];
    for (let page = await this.page(); page.length > 0; page = await this.page()) all.push(...page);
    return all;
  }

  /** All that it has not been told of what was committed before, in short. */
  async news(db: DataSource): Promise<string[]> {
    await announce(db);
    return (await this.rest()).map(inShort);
  }
}

export const inShort = ({ action, type, slug, event }: Told): string =>
  `${action} ${type} ${slug ?? event?.title ?? 'unknown'}`;

/** A client that knows all that is in the feed. */
export async function upToDate(asking: Asking, db: DataSource): Promise<Client> {
  const client = new Client(asking);
  await client.news(db);
  return client;
}
