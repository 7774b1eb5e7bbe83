import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Directive, FieldResolver, Info, Query, Resolver } from 'type-graphql';
import { Article } from '../articles/article';
import { articlesById, blocksById } from '../articles/article.queries';
import { Block } from '../articles/block';
import type { Context } from '../context';
import { Needs } from '../database/needs';
import { NamedEntity } from '../entities/named-entity';
import { Event } from '../events/event';
import { eventsById } from '../events/event.queries';
import { Participant } from '../events/participant';
import { connectionType } from '../graphql/connection';
import { NeedsRole } from '../graphql/needs-role';
import type { Page } from '../graphql/page';
import type { PerParent } from '../graphql/per-parent';
import { selectionOf } from '../graphql/selection';
import { partsIn } from './parts';
import { Proposal } from './proposal';
import { ProposalArgs } from './proposal.inputs';
import { knownEventByProposal, namedByProposal, proposals } from './proposal.queries';

const ProposalConnection = connectionType('Proposal', () => Proposal);

@Resolver(() => Proposal)
export class ProposalResolver {
  @NeedsRole('EDITOR')
  @Directive('@cacheControl(maxAge: 0, scope: PRIVATE)')
  @Query(() => ProposalConnection, {
    nullable: true,
    description:
      'What sentences of articles seem to report, for an editor to confirm: the newest first.',
  })
  proposals(
    @Args(() => ProposalArgs) args: ProposalArgs,
    @Ctx() { db }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Proposal>> {
    return proposals(db, args, info);
  }

  @Needs(Proposal, 'articleId')
  @FieldResolver(() => Article, { description: 'The article that it was read in.' })
  article(
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Proposal, Article | null> {
    const articles = articlesById(db, viewer, selectionOf(info).fields);
    return ({ articleId }) => articles.load(articleId);
  }

  @Needs(Proposal, 'blockId')
  @FieldResolver(() => Block, {
    nullable: true,
    description: 'The block that the sentence stands in; null where an edit has taken it away.',
  })
  block(
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Proposal, Block | null> {
    const blocks = blocksById(db, viewer, selectionOf(info).fields);
    return ({ blockId }) => blocks.load(blockId);
  }

  @Needs(Proposal, 'kind', 'quote')
  @FieldResolver(() => [Participant], {
    description: 'Who seems to take part: whom the sentence names, but for the place.',
  })
  participants(@Ctx() { db }: Context): PerParent<Proposal, Participant[]> {
    const named = namedByProposal(db);
    return async ({ uuid, kind, quote }) =>
      partsIn(kind, quote, await named.load(uuid)).participants.map((part, position) =>
        Object.assign(new Participant(), { ...part, position, eventId: uuid }),
      );
  }

  @Needs(Proposal, 'kind', 'quote')
  @FieldResolver(() => NamedEntity, { nullable: true, description: 'Where it seems to be.' })
  place(@Ctx() { db, entities }: Context): PerParent<Proposal, NamedEntity | null> {
    const named = namedByProposal(db);
    return async ({ uuid, kind, quote }) => {
      const { placeId } = partsIn(kind, quote, await named.load(uuid));
      return placeId === null ? null : entities.load(placeId);
    };
  }

  @FieldResolver(() => Event, {
    nullable: true,
    description:
      'The event that is known already and says the same: of the same kind, on days that overlap, with the same participants. Confirmed, the proposal becomes a citation of it.',
  })
  knownEvent(
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Proposal, Event | null> {
    const known = knownEventByProposal(db);
    const events = eventsById(db, viewer, selectionOf(info).fields);
    return async ({ uuid }) => {
      const id = await known.load(uuid);
      return id === null ? null : events.load(id);
    };
  }

  @Needs(Proposal, 'eventId')
  @FieldResolver(() => Event, {
    nullable: true,
    description: 'The event that it was confirmed as.',
  })
  event(
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Proposal, Event | null> {
    const events = eventsById(db, viewer, selectionOf(info).fields);
    return ({ eventId }) => (eventId === null ? null : events.load(eventId));
  }
}
