/** What Apollo Sandbox opens with: a question that shows the three rooms of the graph at once. */
export const FIRST_QUERY = `# Who met whom and when, and which sentence says so?
query WhoMetWhom($who: [String!], $from: Date, $to: Date) {
  timeline(where: { entities: $who, from: $from, to: $to }, first: 10) {
    totalCount
    nodes {
      title
      kind
      status
      date { edtf earliest latest precision phrase }
      participants { role entity { name slug } }
      citations { stance quote article { headline publishedAt } }
    }
  }
}
`;

export const FIRST_VARIABLES = {
  who: ['vladimir-putin', 'ahmad-al-charaa'],
  from: '2025-01-01',
  to: '2026-01-31',
};
