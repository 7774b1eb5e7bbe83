// The practical limit: node:http and one prepared statement a request, which gives the finished JSON.
// Node neither parses a row nor writes one, and there is no GraphQL at all.
import http from 'node:http';
import pg from 'pg';
import { statements } from './statements.mjs';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

async function bodyOf(request) {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}

async function answer(request) {
  const name = request.url.slice(1);
  const variables = JSON.parse((await bodyOf(request)) || '{}');
  const { text, takes } = statements[name];
  const values = takes.map((variable) => variables[variable]);
  const { rows } = await pool.query({ name, text, values });
  return `{"data":${rows[0]?.json ?? 'null'}}`;
}

http
  .createServer(async (request, response) => {
    try {
      const json = await answer(request);
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.setHeader('content-length', Buffer.byteLength(json));
      response.end(json);
    } catch (error) {
      response.statusCode = 500;
      response.end(JSON.stringify({ errors: [{ message: error.message }] }));
    }
  })
  .listen(Number(process.env.PORT), '127.0.0.1');
