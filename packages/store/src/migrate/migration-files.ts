import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, hex. */
  readonly checksum: string;
  /**
   * Null: the file is run as a whole, in a transaction. Else its statements, each of which is run by
   * itself: of a file that starts with `-- no transaction`.
   */
  readonly statements: readonly string[] | null;
}

const folder = new URL('../../migrations/', import.meta.url);

/** The numbered files, in order. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, folder), 'utf8');
      return {
        name,
        sql,
        checksum: createHash('sha256').update(sql).digest('hex'),
        statements: sql.startsWith('-- no transaction') ? statementsOf(sql) : null,
      };
    }),
  );
}

/** A line that ends in ";" ends a statement. */
const statementsOf = (sql: string): readonly string[] =>
  sql.split(/;[ \t]*$/m).filter((statement) => /^(?!--)\s*\S/m.test(statement));
