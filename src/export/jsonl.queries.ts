import sql, { raw, type Sql } from 'sql-template-tag';

/** A date as a desk has it; null where there is none. */
const date = (columns: string): Sql =>
  raw(`CASE WHEN ${columns}_edtf IS NOT NULL THEN
  json_build_object('edtf', ${columns}_edtf, 'phrase', ${columns}_phrase, 'anchor', ${columns}_anchor)
  END`);

const slugOf = (column: string): Sql => raw(`(SELECT slug FROM entity e WHERE e.id = ${column})`);

/** The citations of a claim, each with its exact place. */
const citations = (claim: string): Sql => sql`(SELECT json_agg(json_build_object(
    'article', a.slug, 'quote', c.quote, 'stance', c.stance, 'block', c.block_id, 'start', c.start,
    'revision', c.revision, 'current', c.current, 'shown', c.shown) ORDER BY c.position)
  FROM citation c JOIN article a ON a.id = c.article_id WHERE c.claim_id = ${raw(claim)})`;

const SECTIONS = sql`SELECT json_build_object('type', 'section', 'id', id, 'slug', slug, 'name', name)
  FROM section ORDER BY slug`;

/** Countries first, for others belong to them. */
const ENTITIES = sql`SELECT json_build_object('type', 'entity', 'id', n.id, 'kind', n.kind,
    'slug', n.slug, 'name', n.name, 'description', n.description, 'wikidataId', n.wikidata_id,
    'aliases', (SELECT coalesce(json_agg(json_build_object('text', text, 'language', language,
      'kind', kind) ORDER BY text), '[]') FROM alias WHERE entity_id = n.id),
    'nationality', CASE n.kind WHEN 'PERSON' THEN ${slugOf('n.country_id')} END,
    'hostCountry', CASE n.kind WHEN 'BASE' THEN ${slugOf('n.country_id')} END,
    'country', CASE WHEN n.kind IN ('ORGANIZATION', 'PLACE') THEN ${slugOf('n.country_id')} END,
    'isoAlpha2', n.iso_alpha2, 'isoAlpha3', n.iso_alpha3, 'demonym', n.demonym,
    'capital', ${slugOf('n.capital_id')},
    'named', CASE n.kind WHEN 'BASE' THEN n.named END,
    'organizationKind', n.organization_kind, 'placeKind', n.place_kind,
    'coordinates', CASE WHEN n.latitude IS NOT NULL THEN
      json_build_object('latitude', n.latitude, 'longitude', n.longitude) END)
  FROM entity n ORDER BY n.kind <> 'COUNTRY', n.slug`;

const ARTICLES = sql`SELECT json_build_object('type', 'article', 'id', a.id, 'slug', a.slug,
    'headline', a.headline, 'standfirst', a.standfirst, 'byline', a.byline,
    'section', (SELECT slug FROM section WHERE id = a.section_id), 'language', a.language,
    'source', a.source, 'canonicalUrl', a.canonical_url, 'status', a.status,
    'publishedAt', a.published_at, 'updatedAt', a.updated_at, 'revision', a.revision,
    'blocks', (SELECT json_agg(json_build_object('id', id, 'kind', kind, 'text', text) ORDER BY index)
      FROM block WHERE article_id = a.id),
    'history', (SELECT json_agg(json_build_object('number', number, 'at', at, 'by', by,
      'summary', summary, 'story', story) ORDER BY number)
      FROM article_revision WHERE article_id = a.id),
    'corrections', (SELECT json_agg(json_build_object('id', id, 'at', at, 'note', note) ORDER BY at, id)
      FROM article_correction WHERE article_id = a.id))
  FROM article a ORDER BY a.id`;

const EVENTS = sql`SELECT json_build_object('type', 'event', 'id', v.id, 'key', v.id,
    'title', v.title, 'description', v.description, 'kind', v.kind, 'status', v.status,
    'date', ${date('v.date')}, 'place', ${slugOf('v.place_id')},
    'participants', (SELECT json_agg(json_build_object('entity', ${slugOf('p.entity_id')},
      'role', p.role) ORDER BY p.position) FROM participant p WHERE p.event_id = v.id),
    'citations', ${citations('v.id')})
  FROM event v ORDER BY v.id`;

const OFFICES = sql`SELECT json_build_object('type', 'office', 'id', o.id, 'key', o.id,
    'title', o.title, 'holder', ${slugOf('o.holder_id')}, 'of', ${slugOf('o.of_id')},
    'start', ${date('o.start')}, 'end', ${date('o.end')}, 'citations', ${citations('o.id')})
  FROM office o ORDER BY o.id`;

const PRESENCE = sql`SELECT json_build_object('type', 'presence', 'id', p.id, 'key', p.id,
    'base', ${slugOf('p.base_id')}, 'operator', ${slugOf('p.operator_id')}, 'status', p.status,
    'start', ${date('p.start')}, 'end', ${date('p.end')}, 'citations', ${citations('p.id')})
  FROM base_presence p ORDER BY p.id`;

const REDIRECTS = sql`SELECT json_build_object('type', 'redirect', 'id', from_id, 'slug', from_slug,
    'into', ${slugOf('into_id')}, 'at', at)
  FROM entity_redirect ORDER BY from_slug`;

const RULINGS = sql`SELECT json_build_object('type', 'ruling', 'id', id, 'block', block_id,
    'start', start, 'text', text, 'entity', ${slugOf('entity_id')}, 'kind', kind)
  FROM mention_ruling ORDER BY id`;

const DISMISSALS = sql`SELECT json_build_object('type', 'dismissal', 'id', id, 'key', key,
    'text', text, 'kind', kind, 'at', dismissed_at)
  FROM suggestion WHERE dismissed_at IS NOT NULL ORDER BY key`;

/** Without those that are open: they are read out of the articles again. */
const PROPOSALS = sql`SELECT json_build_object('type', 'proposal', 'id', p.id, 'article', a.slug,
    'block', p.block_id, 'start', p.start, 'quote', p.quote, 'revision', p.revision,
    'title', p.title, 'key', p.key, 'kind', p.kind, 'status', p.status, 'date', ${date('p.date')},
    'state', p.state, 'event', p.event_id)
  FROM proposal p JOIN article a ON a.id = p.article_id WHERE p.state <> 'OPEN' ORDER BY p.id`;

/** Everything that a server holds, in an order in which it can be taken in again. */
export const EVERYTHING: readonly Sql[] = [
  ...[SECTIONS, ENTITIES, ARTICLES, EVENTS, OFFICES, PRESENCE],
  ...[REDIRECTS, RULINGS, DISMISSALS, PROPOSALS],
];
