import { UpstreamContractBroken } from '@viral-scan/contracts';
import type { JsonNode } from './json-node.ts';

/**
 * The body of an answer; `path` names it in errors, such as `YouTube videos.list`.
 * @throws UpstreamContractBroken when it is HTML, cut off or not JSON at all
 */
export function parseJson(
  path: string,
  text: string,
  parse: (text: string) => unknown = JSON.parse,
): JsonNode {
  try {
    return { value: parse(text), path };
  } catch {
    // Without the parser's error as cause: it quotes the text, which is not ours to log.
    const seen = /^\s*</.test(text) ? 'HTML' : 'text that is not JSON, or only a part of it';
    throw new UpstreamContractBroken(`${path} was answered with ${seen}`);
  }
}
