import type { SubjectKey } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { storedText } from '../values/stored-text.ts';
import { begin, type ErasureRequest } from './begin.ts';
import {
  type ErasureRow,
  erasureColumns,
  type KeptErasure,
  keptErasureOf,
} from './kept-erasure.ts';

export interface ErasureRepository {
  begin(subject: SubjectKey | null, request: ErasureRequest): Promise<KeptErasure>;
  alsoFindUnder(code: string, codes: readonly string[]): Promise<void>;
  find(code: string): Promise<KeptErasure | null>;
}

export function createErasureRepository(pool: Pool): ErasureRepository {
  return {
    begin: (subject, request) => begin(pool, subject, request),

    async alsoFindUnder(code, codes) {
      await pool.query(
        `update scan.erasures set further_codes = array_append(further_codes, $1)
         where code = any($2::text[]) and code <> $1 and not further_codes @> array[$1]`,
        [code, codes],
      );
    },

    async find(code) {
      const { rows } = await pool.query<ErasureRow>(
        `select ${erasureColumns} from scan.erasures
         where code = $1 or further_codes @> array[$1]
         order by requested_at, erasure_id`,
        [storedText(code)],
      );
      const kept = keptErasureOf(rows);
      return kept && { ...kept, code };
    },
  };
}
