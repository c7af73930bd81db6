/** What TypeScript's library does not know yet: https://tc39.es/proposal-json-parse-with-source/ */
interface ExactJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
  rawJSON(source: string): object;
  isRawJSON(value: unknown): boolean;
}
const exactJson = JSON as unknown as ExactJson;

/**
 * As `JSON.parse`, but `JSON.stringify` of the result writes numbers that a double cannot hold with
 * their own digits: an id above 2^53 in a parsed body survives.
 */
export const parseExact = (text: string): unknown =>
  exactJson.parse(text, (_key, value, { source }) =>
    typeof value === 'number' &&
    source !== undefined &&
    !Number.isSafeInteger(value) &&
    String(value) !== source
      ? exactJson.rawJSON(source)
      : value,
  );

/** Whether a value of `parseExact` stands for a number that a double cannot hold. */
export const isRawNumber = (value: unknown): boolean => exactJson.isRawJSON(value);
