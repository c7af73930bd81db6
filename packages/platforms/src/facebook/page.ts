import { AccountNotFound } from '@viral-scan/contracts';
import { at, type JsonNode } from '../answer/json-node.ts';
import { requiredGraphId } from '../instagram/own-account.ts';
import { afterCursor, hasNextPage, listOf } from '../meta/paging.ts';
import { tokenOf } from '../meta/token-grant.ts';

/** A Page that has an Instagram account. */
export interface Page {
  readonly accessToken: string;
  readonly instagramId: string;
}

export const pageFields = 'access_token,instagram_business_account';

/** A page of `/me/accounts`: Pages without an Instagram account are left out. */
export const parsePages = (root: JsonNode): { pages: Page[]; after: string | null } => ({
  pages: listOf(root).flatMap((page) => {
    const account = at(page, 'instagram_business_account');
    if (account.value === undefined || account.value === null) return [];
    return [{ accessToken: tokenOf(page), instagramId: requiredGraphId(at(account, 'id')) }];
  }),
  after: hasNextPage(root) ? afterCursor(root) : null,
});

/** The account with the smallest id: the same one each time, however the Pages are listed. */
export function firstPage(pages: readonly Page[]): Page {
  const [first] = pages.toSorted((one, other) =>
    BigInt(one.instagramId) < BigInt(other.instagramId) ? -1 : 1,
  );
  if (first === undefined) {
    throw new AccountNotFound('none of the Pages that were shared has an Instagram account');
  }
  return first;
}
