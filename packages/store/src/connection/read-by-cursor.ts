import type { PoolClient } from 'pg';

const portionRows = 5_000;

/**
 * Hands over the rows of a query that may have very many, in its order, a portion at a time. In
 * an open transaction; one at a time on a client.
 */
export async function readByCursor<Row extends readonly unknown[]>(
  client: PoolClient,
  text: string,
  values: readonly unknown[],
  take: (row: Row) => void,
): Promise<void> {
  // All rows are wanted, and not the first of them soon.
  await client.query('set local cursor_tuple_fraction = 1');
  await client.query(`declare portions no scroll cursor for ${text}`, [...values]);
  for (;;) {
    const { rows } = await client.query<Row & unknown[]>({
      rowMode: 'array',
      text: `fetch ${portionRows} from portions`,
    });
    for (const row of rows) take(row);
    if (rows.length < portionRows) break;
  }
  await client.query('close portions');
}
