import { type Namespaces, namespaceOf, withDeclarations } from './xml-namespaces.ts';
import { MalformedXml, readReferences } from './xml-text.ts';

export interface XmlElement {
  /** Its URI; empty for none. */
  readonly namespace: string;
  readonly name: string;
  /** By their names as written. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text directly within, of CDATA sections too. */
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly qualifiedName: string;
  readonly namespaces: Namespaces;
  readonly children: XmlElement[];
  text: string;
}

const maxDepth = 50;

/**
 * The root of a document, read in one pass. Null when it is not well-formed, nested too deeply, or
 * has a document type: feeds have none, and without one there are no entities to blow up or to fetch.
 */
export function readXml(document: string): XmlElement | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no such characters
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(document)) return null;
  try {
    return readRoot(document.replace(/^\ufeff/, ''));
  } catch (error) {
    if (error instanceof MalformedXml) return null;
    throw error;
  }
}

function readRoot(document: string): XmlElement {
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  let position = 0;
  const endOf = (mark: string, from: number): number => {
    const found = document.indexOf(mark, from);
    if (found < 0) throw new MalformedXml();
    return found;
  };
  const close = (element: OpenElement): void => {
    const parent = open.at(-1);
    if (parent !== undefined) parent.children.push(element);
    else if (root === null) root = element;
    else throw new MalformedXml();
  };

  while (position < document.length) {
    const tag = document.indexOf('<', position);
    const text = document.slice(position, tag < 0 ? document.length : tag);
    const within = open.at(-1);
    if (within !== undefined) within.text += readReferences(text);
    else if (text.trim() !== '') throw new MalformedXml();
    if (tag < 0) break;
    if (document.startsWith('<!--', tag)) {
      position = endOf('-->', tag + 4) + 3;
    } else if (document.startsWith('<![CDATA[', tag) && within !== undefined) {
      const end = endOf(']]>', tag);
      within.text += document.slice(tag + 9, end);
      position = end + 3;
    } else if (document.startsWith('<?', tag)) {
      position = endOf('?>', tag) + 2;
    } else if (document.startsWith('</', tag)) {
      const end = match(closingTag, document, tag);
      const element = open.pop();
      if (element === undefined || element.qualifiedName !== end[1]) throw new MalformedXml();
      close(element);
      position = tag + end[0].length;
    } else {
      const start = readStartTag(document, tag, within?.namespaces ?? null);
      if (start.isEmpty) close(start.element);
      else if (open.push(start.element) > maxDepth) throw new MalformedXml();
      position = start.end;
    }
  }
  if (root === null || open.length > 0) throw new MalformedXml();
  return root;
}

const startOfTag = /<([^\s<>/=&"'!?]{1,200})/y;
const attribute = /\s+([^\s<>/=&"']{1,200})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const endOfTag = /\s*(\/?)>/y;
const closingTag = /<\/([^\s<>/=&"']{1,200})\s*>/y;

function readStartTag(document: string, from: number, outer: Namespaces | null) {
  const start = match(startOfTag, document, from);
  const qualifiedName = start[1] ?? '';
  const attributes = new Map<string, string>();
  let position = from + start[0].length;
  attribute.lastIndex = position;
  for (let next = attribute.exec(document); next !== null; next = attribute.exec(document)) {
    const [written, name = '', double, single] = next;
    if (attributes.has(name)) throw new MalformedXml();
    attributes.set(name, readReferences(double ?? single ?? ''));
    position += written.length;
  }
  const end = match(endOfTag, document, position);
  const namespaces = withDeclarations(attributes, outer);
  const element: OpenElement = {
    ...namespaceOf(qualifiedName, namespaces),
    qualifiedName,
    namespaces,
    attributes,
    children: [],
    text: '',
  };
  return { element, isEmpty: end[1] === '/', end: position + end[0].length };
}

function match(pattern: RegExp, document: string, at: number): RegExpExecArray {
  pattern.lastIndex = at;
  const found = pattern.exec(document);
  if (found === null) throw new MalformedXml();
  return found;
}
