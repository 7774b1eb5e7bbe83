export const schema = /* GraphQL */ `
  type Section {
    id: ID!
    name: String!
  }
  type Entity {
    id: ID!
    slug: String!
    kind: String!
    name: String!
    description: String
    articleCount: Int!
    eventCount: Int!
    articles(first: Int!): [Article!]!
    timeline(first: Int!): [Event!]!
    coMentioned(first: Int!): [CoMention!]!
  }
  type CoMention {
    articleCount: Int!
    entity: Entity!
  }
  type Event {
    id: ID!
    title: String!
    edtf: String!
    participants: [Entity!]!
    articles: [Article!]!
  }
  type Article {
    id: ID!
    slug: String!
    headline: String!
    standfirst: String
    body: String!
    publishedAt: String!
    section: Section!
    entities: [Entity!]!
    events: [Event!]!
  }
  type Found {
    totalCount: Int!
    nodes: [Article!]!
  }
  type Query {
    articles(first: Int!): [Article!]!
    articlesAfter(at: String!, id: ID!, first: Int!): [Article!]!
    filtered(
      entity: String!
      section: String!
      from: String!
      before: String!
      first: Int!
    ): [Article!]!
    article(slug: String!): Article
    entity(slug: String!): Entity
    search(query: String!, first: Int!): Found!
  }
`;
