import { createHash } from 'node:crypto';
import type { Connection, Platform } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';

/** Platforms tell us of what we give back, too: around that moment it is no word of the person. */
const echoMinutes = 10;

const hashOf = (platform: Platform, name: string): Buffer =>
  createHash('sha256').update(`${platform}:${name}`).digest();

/** Sweeps what is of no use any more. */
export async function noteGivenBack(
  db: Queryable,
  { platform, externalId, aliases }: Pick<Connection, 'platform' | 'externalId' | 'aliases'>,
): Promise<void> {
  const hashes = [externalId, ...aliases].map((name) => hashOf(platform, name));
  await db.query(
    `with swept as (
       delete from identity.given_back
       where given_back_at < clock_timestamp() - $2::int * interval '2 minutes'
         and not name_hash = any($1::bytea[])
     )
     insert into identity.given_back (name_hash, given_back_at)
     select distinct given.hash, clock_timestamp() from unnest($1::bytea[]) as given (hash)
     order by given.hash
     on conflict (name_hash) do update set given_back_at = excluded.given_back_at`,
    [hashes, echoMinutes],
  );
}

/** Of these names, those whose grants we gave back at about the moment beside them. */
export async function echoesAmong(
  db: Queryable,
  names: readonly { readonly platform: Platform; readonly name: string; readonly at: Date }[],
): Promise<readonly boolean[]> {
  const { rows } = await db.query<{ is_echo: boolean }>(
    `select exists (
       select from identity.given_back g where g.name_hash = given.hash
         and abs(extract(epoch from g.given_back_at - given.at)) < $3::int * 60
     ) as is_echo
     from unnest($1::bytea[], $2::timestamptz[]) with ordinality as given (hash, at, place)
     order by given.place`,
    [
      names.map(({ platform, name }) => hashOf(platform, name)),
      names.map(({ at }) => at),
      echoMinutes,
    ],
  );
  return rows.map(({ is_echo: isEcho }) => isEcho);
}
