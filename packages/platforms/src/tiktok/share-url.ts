import { type JsonNode, optionalText } from '../answer/json-node.ts';

const maxLength = 2_000;

/** The page of a post as people open it: without the query, which names our app. Null when it is none. */
export function pageOf(shareUrl: JsonNode): string | null {
  const text = optionalText(shareUrl);
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'https:') return null;
  const page = `${url.origin}${url.pathname}`;
  return page.length > maxLength ? null : page;
}
