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
  find(code: string): Promise<KeptErasure | null>;
}

export function createErasureRepository(pool: Pool): ErasureRepository {
  return {
    begin: (subject, request) => begin(pool, subject, request),

    async find(code) {
      const { rows } = await pool.query<ErasureRow>(
        `select ${erasureColumns} from scan.erasures where code = $1
         order by requested_at, erasure_id`,
        [storedText(code)],
      );
      return keptErasureOf(rows);
    },
  };
}
