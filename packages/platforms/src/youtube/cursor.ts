import { CursorExpired } from '@viral-scan/contracts';

/** Where a listing of uploads stands; `pageToken` is null at its start. */
export interface UploadsCursor {
  readonly playlistId: string;
  readonly pageToken: string | null;
}

export const writeCursor = ({ playlistId, pageToken }: UploadsCursor): string =>
  JSON.stringify([playlistId, pageToken]);

export function readCursor(cursor: string): UploadsCursor {
  try {
    const [playlistId, pageToken] = JSON.parse(cursor) as unknown[];
    if (typeof playlistId === 'string' && (pageToken === null || typeof pageToken === 'string')) {
      return { playlistId, pageToken };
    }
  } catch {
    // Falls through: one answer for every unreadable cursor.
  }
  throw new CursorExpired('the cursor is none of a YouTube connector');
}
