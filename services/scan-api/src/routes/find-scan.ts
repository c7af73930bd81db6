import { NotFound, type Principal, type ScanRecord } from '@viral-scan/contracts';
import type { ScanRepository } from '@viral-scan/scan';
import { z } from 'zod';

export const scanParamsSchema = z.object({ id: z.string().describe('The `scan_id`') });
const scanIdSchema = z.uuid();

/**
 * The caller's scan.
 * @throws NotFound when there is none: unknown, malformed and someone else's ids look the same
 */
export async function findScan(
  scans: Pick<ScanRepository, 'find'>,
  caller: Principal,
  id: string,
): Promise<ScanRecord> {
  const scan = scanIdSchema.safeParse(id).success
    ? await scans.find(caller, id.toLowerCase())
    : null;
  if (scan === null) throw new NotFound('there is no scan with this id');
  return scan;
}
