#!/usr/bin/env node
// Lists all jobs and what they are doing, over one connection. Replies come in the order of the requests.

import { createConnection } from 'node:net';
import { createInterface } from 'node:readline';

const path = process.env.JOBD_SOCKET ?? '/run/jobd/jobd.sock';
const connection = createConnection(path);
const waiting = [];
createInterface({ input: connection }).on('line', (line) => waiting.shift()(JSON.parse(line)));

async function call(op, args = {}) {
  connection.write(JSON.stringify({ op, args }) + '\n');
  const reply = await new Promise((resolve) => waiting.push(resolve));
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
  return reply.result;
}

let page = await call('list', { limit: 100 });
for (;;) {
  for (const job of page.items) console.log(job.name, job.state, job.next ?? '-');
  if (page.next === undefined) break;
  page = await call('list', { limit: 100, cursor: page.next });
}
connection.end();
