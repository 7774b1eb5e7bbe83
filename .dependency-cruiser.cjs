/** What each room of src/ may know besides itself. Rooms know only what their foreign keys know. */
const ground = ['graphql', 'database'];
const things = [...ground, 'dates', 'sections', 'entities', 'linking'];
const stories = [...things, 'articles'];
const reports = [...stories, 'claims'];
const timeline = [...reports, 'events', 'offices', 'bases'];
const mayKnow = {
  graphql: ['database/read', 'database/rows', 'database/trouble'],
  database: ['graphql', 'operations/metrics', 'config', 'limits/turns'],
  operations: ['database/changes', 'database/trouble', 'config'],
  dates: ['graphql'],
  linking: [],
  dating: ['dates'],
  sections: ground,
  entities: [...ground, 'dates', 'linking'],
  articles: things,
  search: stories,
  responses: ['graphql', 'database/changes', 'config', 'redis'],
  limits: ['graphql', 'config', 'redis', 'database/read', 'database/reads', 'http'],
  http: ['graphql', 'config', 'database/trouble'],
  claims: stories,
  events: reports,
  offices: reports,
  bases: reports,
  proposals: [...timeline, 'dating'],
  desk: timeline,
  import: [...timeline, 'desk', 'proposals'],
  export: [...timeline, 'responses/compression'],
  access: [...ground, 'config'],
  feed: timeline,
  newsroom: [...timeline, 'import', 'feed', 'proposals'],
  sockets: ['limits', 'graphql', 'config', 'database/read'],
};
const rooms = Object.keys(mayKnow);

/** These know the models of every room, and are for whoever opens a database: not for a room. */
const allModels = '^src/database/(models|data-source|open)[.]ts$';

const roomRules = Object.entries(mayKnow).map(([room, known]) => ({
  name: `${room}-knows-too-much`,
  comment: `${room}/ may know ${known.join(', ') || 'no other room'}: see the list above`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: allModels },
  to: {
    path: '^(src|migrations)/',
    pathNot: [`^src/(${[room, ...known].join('|')})[/.]`, '^src/context[.]ts$'],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Data flows one way. A type may point back, for it is gone at run time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphan',
      comment: 'A file that nothing needs and that needs nothing is left over.',
      severity: 'error',
      from: { orphan: true, path: '^(src|migrations)/', pathNot: '[.]d[.]ts$' },
      to: {},
    },
    {
      name: 'everything-is-found',
      comment: 'An import that leads nowhere would escape the other rules.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'context-is-a-type',
      comment:
        'Only the server makes a context; resolvers know what it looks like, others not even that.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/server[.]ts$' },
      to: { path: '^src/context[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'context-is-for-resolvers',
      comment:
        'What reads or models data takes the database and the viewer, not the whole context.',
      severity: 'error',
      from: { path: '^src/', pathNot: '([.]resolver|^src/server)[.]ts$' },
      to: { path: '^src/context[.]ts$' },
    },
    {
      name: 'no-sql-in-resolvers',
      comment: 'A resolver calls a query or a loader; the SQL of a room is in its queries.',
      severity: 'error',
      from: { path: '[.]resolver[.]ts$' },
      to: { path: 'node_modules/(typeorm|pg|sql-template-tag)/' },
    },
    {
      name: 'commands-are-the-top',
      comment: 'What answers a command knows everything below, and nothing below knows it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main[.]ts$|commands/)' },
      to: { path: '^src/(main[.]ts$|commands/)' },
    },
    {
      name: 'models-are-listed-for-the-top',
      comment: 'The list of all models knows every room, so no room may know it.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: ['^src/commands/', allModels] },
      to: { path: allModels },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A merged migration never changes, so it may not build on code that does.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^src/' },
    },
    {
      name: 'product-without-tests',
      comment: 'What is shipped does not need what tests it.',
      severity: 'error',
      from: { path: '^(src|migrations)/' },
      to: { path: '^test/' },
    },
    {
      name: 'product-without-dev-dependencies',
      comment: 'They are not installed in production. A type may come from one.',
      severity: 'error',
      from: { path: '^(src|migrations)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'every-room-is-listed',
      comment: 'A new room of src/ gets its line in the list above.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: `^src/(commands|${rooms.join('|')})/` },
      to: {},
    },
    ...roomRules,
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'require', 'default'],
    },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
  },
};
