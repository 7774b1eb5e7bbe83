// Another process that uses the embedded database: prints as JSON what it got, and gives it back when
// its input ends. With the word "leave" it is done at once, and gives nothing back.
const { transformFileSync } = require('@swc/core');

require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file).code, file);

const { startEmbedded } = require('../../src/database/embedded.ts');

const [, , dataDir, manner] = process.argv;

startEmbedded(dataDir, { fsync: 'off' }).then(
  (database) => {
    console.log(JSON.stringify({ url: database.url }));
    if (manner === 'leave') return;
    process.stdin.resume().on('end', () => database.stop());
  },
  (error) => console.log(JSON.stringify({ error: error.message })),
);
