/** The document is not well-formed, or more than a feed needs. */
export class MalformedXml extends Error {}

const predefined: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * A text with its references resolved: characters by number, and the five entities that XML itself
 * defines.
 * @throws MalformedXml for every other `&`
 */
export const readReferences = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7});|#x([0-9a-f]{1,6});|([a-z]{2,4});)?/gi,
    (_, decimal?: string, hex?: string, name?: string) => {
      if (decimal !== undefined) return character(Number(decimal));
      if (hex !== undefined) return character(Number.parseInt(hex, 16));
      const entity = predefined.get(name ?? '');
      if (entity === undefined) throw new MalformedXml();
      return entity;
    },
  );

/** The characters of XML 1.0, 2.2. */
function character(point: number): string {
  const isCharacter =
    point === 9 ||
    point === 10 ||
    point === 13 ||
    (point >= 0x20 && point <= 0xd7ff) ||
    (point >= 0xe000 && point <= 0xfffd) ||
    (point >= 0x1_0000 && point <= 0x10_ffff);
  if (!isCharacter) throw new MalformedXml();
  return String.fromCodePoint(point);
}
