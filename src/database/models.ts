import { ApiKey } from '../access/api-key';
import { Article } from '../articles/article';
import { ArticleEntity } from '../articles/article-entity';
import { ArticleRevision } from '../articles/article-revision';
import { Correction } from '../articles/correction';
import { EntityTally, TallyChange } from '../articles/entity-tally';
import { Block } from '../articles/block';
import { Mention } from '../articles/mention';
import { MentionRuling } from '../articles/mention-ruling';
import { Relinking } from '../articles/relinking';
import { Suggestion, SuggestionArticle } from '../articles/suggestion';
import { BasePresence } from '../bases/base-presence';
import { Citation } from '../claims/citation';
import { Claim } from '../claims/claim';
import { Alias } from '../entities/alias';
import { Base } from '../entities/base';
import { Country } from '../entities/country';
import { EntityRedirect } from '../entities/entity-redirect';
import { NamedEntity } from '../entities/named-entity';
import { Organization } from '../entities/organization';
import { Person } from '../entities/person';
import { Place } from '../entities/place';
import { Event } from '../events/event';
import { EventEntity } from '../events/event-entity';
import { Participant } from '../events/participant';
import { ArticleOrigin } from '../import/article-origin';
import { AuditEntry } from '../newsroom/audit-entry';
import { Change } from '../feed/change';
import { FeedClock, PendingChange } from '../feed/pending-change';
import { Office } from '../offices/office';
import { Proposal } from '../proposals/proposal';
import { ProposalReading } from '../proposals/proposal-reading';
import { Section } from '../sections/section';

/** The only list of models. */
export const models = [
  Section,
  NamedEntity,
  Person,
  Country,
  Base,
  Organization,
  Place,
  Alias,
  EntityRedirect,
  Article,
  Block,
  Mention,
  MentionRuling,
  ArticleEntity,
  EntityTally,
  TallyChange,
  Claim,
  Citation,
  Event,
  Participant,
  EventEntity,
  Office,
  BasePresence,
  ArticleRevision,
  ArticleOrigin,
  Correction,
  ApiKey,
  AuditEntry,
  Change,
  PendingChange,
  FeedClock,
  Proposal,
  ProposalReading,
  Suggestion,
  SuggestionArticle,
  Relinking,
];
