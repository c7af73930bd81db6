import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

/**
 * What the door is measured by, over node:http alone, without looking at signatures: `answer` says
 * 200 to whatever comes, `insert` after one insert of its own for each delivery. Tells its port.
 */
const [, , what, databaseUrl] = process.argv;
const pool = new pg.Pool({
  ...(databaseUrl !== undefined && { connectionString: databaseUrl }),
  max: 10,
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const server = createServer(async (request, response) => {
  try {
    const body = await bodyOf(request);
    if (what === 'insert') {
      await pool.query(
        `insert into public.yardstick (key, body) values (sha256($1::bytea), $1)
         on conflict do nothing`,
        [body],
      );
    }
    response.writeHead(200).end();
  } catch {
    response.writeHead(503).end();
  }
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.((server.address() as AddressInfo).port);
