/** Set before anything else is loaded: without it graphql-js checks the class of every type at each use. */
// eslint-disable-next-line no-restricted-properties -- it is set, not read: no setting of ours
process.env['NODE_ENV'] ??= 'production';
