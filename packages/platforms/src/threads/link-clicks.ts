import { at, elements, optionalCounter, requiredText } from '../answer/json-node.ts';
import type { InsightRow } from '../meta/insight-rows.ts';

/** How often a link in the profile's posts was followed. */
export interface LinkClicks {
  readonly url: string;
  readonly clicks: number;
}

/** `clicks` of `threads_insights`, in a shape of its own: `link_total_values[{value, link_url}]`. */
export function parseLinkClicks(rows: ReadonlyMap<string, InsightRow>): LinkClicks[] {
  const row = rows.get('clicks');
  if (row === undefined) return [];
  return elements(at(row.node, 'link_total_values')).flatMap((link) => {
    const clicks = optionalCounter(at(link, 'value'));
    return clicks === null ? [] : [{ url: requiredText(at(link, 'link_url')), clicks }];
  });
}
