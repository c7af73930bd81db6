/** As much of an OpenAPI path as is looked at here. */
type Path = Record<string, { readonly requestBody?: Body } | undefined>;
interface Body {
  required?: boolean;
  readonly content: Readonly<
    Record<
      string,
      { readonly schema?: { readonly anyOf?: readonly { readonly type?: unknown }[] } }
    >
  >;
}

/** A body that may be null may be absent: the generator calls all of them required. */
export function markOptionalBodies({ paths = {} }: { readonly paths?: object | undefined }): void {
  for (const path of Object.values(paths) as Path[]) {
    for (const body of Object.values(path).flatMap((operation) => operation?.requestBody ?? [])) {
      if (mayBeNull(body)) body.required = false;
    }
  }
}

const mayBeNull = ({ content }: Body): boolean =>
  Object.values(content).some(({ schema }) => schema?.anyOf?.some(({ type }) => type === 'null'));
