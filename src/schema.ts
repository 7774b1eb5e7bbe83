import {
  lexicographicSortSchema,
  printSchema,
  specifiedDirectives,
  type GraphQLSchema,
} from 'graphql';
import { buildSchemaSync, type NonEmptyArray, type PubSub } from 'type-graphql';
import { guardRoles } from './graphql/needs-role';
import { ViewerResolver } from './access/viewer.resolver';
import { ArticleResolver, RelatedArticleResolver } from './articles/article.resolver';
import {
  CoMentionResolver,
  EntityMentionsResolver,
  SectionArticlesResolver,
} from './articles/entity-mentions.resolver';
import { ArticleHistoryResolver, RevisionResolver } from './articles/history.resolver';
import { MentionResolver } from './articles/mention.resolver';
import { SuggestionResolver } from './articles/suggestion.resolver';
import { BasePresenceResolver, BaseResolver, CountryBasesResolver } from './bases/base.resolver';
import { CitationResolver } from './claims/citation.resolver';
import {
  BaseCountryResolver,
  CapitalResolver,
  OrganizationCountryResolver,
  PersonCountryResolver,
  PlaceCountryResolver,
} from './entities/country-fields.resolver';
import { EntityResolver } from './entities/entity.resolver';
import { Base } from './entities/base';
import { Country } from './entities/country';
import { Organization } from './entities/organization';
import { Person } from './entities/person';
import { Place } from './entities/place';
import {
  ArticleEventsResolver,
  EntityTimelineResolver,
  EventResolver,
  ParticipantResolver,
} from './events/event.resolver';
import { ChangeResolver } from './feed/change.resolver';
import { ChangeSubscriptionResolver } from './feed/subscription.resolver';
import { cacheControl } from './graphql/cache-control';
import { checkArguments } from './graphql/check-arguments';
import { markOneOf } from './graphql/one-of';
import { answerPerParent } from './graphql/per-parent';
import { ArticleWritingResolver } from './newsroom/article.resolver';
import { AuditResolver } from './newsroom/audit.resolver';
import { CitationWritingResolver } from './newsroom/citation.resolver';
import { EntityWritingResolver } from './newsroom/entity.resolver';
import { EventWritingResolver } from './newsroom/event.resolver';
import { MentionWritingResolver } from './newsroom/mention.resolver';
import { TermWritingResolver } from './newsroom/term.resolver';
import { ProposalWritingResolver } from './newsroom/proposal.resolver';
import { SuggestionWritingResolver } from './newsroom/suggestion.resolver';
import { NodeResolver } from './node.resolver';
import {
  CountryOfficesResolver,
  OfficeResolver,
  OrganizationOfficesResolver,
  PersonOfficesResolver,
} from './offices/office.resolver';
import { ProposalResolver } from './proposals/proposal.resolver';
import { SearchResolver } from './search/search.resolver';
import { SectionResolver } from './sections/section.resolver';

const QUERY_DESCRIPTION =
  'Articles, the entities that they name, and the timeline of the events that they report, as one graph. ' +
  'Everything is shown as far as the viewer may see it.';

const MUTATION_DESCRIPTION =
  'What editors and their systems do. Each is one transaction: of one that fails nothing is left. Each leaves ' +
  'an entry in the audit trail.';

const SUBSCRIPTION_DESCRIPTION =
  'What changes, as it happens, over a WebSocket at the same address (protocol graphql-transport-ws).';

/** The only list of resolvers. */
const resolvers: NonEmptyArray<new () => object> = [
  NodeResolver,
  SectionResolver,
  SectionArticlesResolver,
  EntityResolver,
  EntityMentionsResolver,
  EntityTimelineResolver,
  PersonCountryResolver,
  PersonOfficesResolver,
  CapitalResolver,
  CountryOfficesResolver,
  CountryBasesResolver,
  BaseCountryResolver,
  BaseResolver,
  BasePresenceResolver,
  OrganizationCountryResolver,
  OrganizationOfficesResolver,
  PlaceCountryResolver,
  OfficeResolver,
  ArticleResolver,
  ArticleEventsResolver,
  RelatedArticleResolver,
  MentionResolver,
  CoMentionResolver,
  EventResolver,
  ParticipantResolver,
  CitationResolver,
  SearchResolver,
  ViewerResolver,
  ArticleHistoryResolver,
  RevisionResolver,
  ArticleWritingResolver,
  EventWritingResolver,
  TermWritingResolver,
  CitationWritingResolver,
  EntityWritingResolver,
  MentionWritingResolver,
  AuditResolver,
  ChangeResolver,
  ChangeSubscriptionResolver,
  ProposalResolver,
  ProposalWritingResolver,
  SuggestionResolver,
  SuggestionWritingResolver,
];

/** TypeGraphQL asks for one. Each subscription here has a source of its own: the feed in the database. */
const NO_TOPICS: PubSub = {
  publish: () => {
    throw new Error('nothing is published by topic');
  },
  subscribe: () => {
    throw new Error('nothing is subscribed to by topic');
  },
};

export function buildSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers,
    // Reached through the Entity interface alone.
    orphanedTypes: [Person, Country, Base, Organization, Place],
    // A list of ours would take the place of @skip and @include.
    directives: [...specifiedDirectives, cacheControl],
    validateFn: checkArguments,
    pubSub: NO_TOPICS,
  });
  const query = schema.getQueryType();
  if (query) query.description = QUERY_DESCRIPTION;
  const mutation = schema.getMutationType();
  if (mutation) mutation.description = MUTATION_DESCRIPTION;
  const subscription = schema.getSubscriptionType();
  if (subscription) subscription.description = SUBSCRIPTION_DESCRIPTION;
  return answerPerParent(guardRoles(markOneOf(schema)));
}

/** The schema as text, sorted, so that two dumps of one schema are equal. */
export function printSdl(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
