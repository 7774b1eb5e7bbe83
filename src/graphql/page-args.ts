import { ArgsType, Field, Int } from 'type-graphql';
import { badInput } from './errors';

/** How many items a page holds when the query does not say. */
export const DEFAULT_PAGE_SIZE = 20;
/** The most items that a page, or any other list with `first`, may hold. */
export const MAX_PAGE_SIZE = 100;

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'Forward paging: at most this many items, 1 to 100. Default 20.',
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Forward paging: only items after the one with this cursor.',
  })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Backward paging: at most this many items, 1 to 100, from the end of the list.',
  })
  last?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Backward paging: only items before the one with this cursor.',
  })
  before?: string | null;
}

/**
 * The number of items asked for.
 *
 * @throws BAD_USER_INPUT outside 1 to 100
 */
export function pageSize(name: 'first' | 'last', value: number): number {
  if (value < 1 || value > MAX_PAGE_SIZE) {
    throw badInput(`Argument "${name}" must be from 1 to ${MAX_PAGE_SIZE}.`);
  }
  return value;
}
