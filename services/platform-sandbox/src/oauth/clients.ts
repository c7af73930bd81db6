/** An app as its developer registered it, with all programmes. */
export interface OauthClient {
  readonly id: string;
  readonly secret: string;
}

export interface Clients {
  readonly registered: readonly OauthClient[];
  readonly redirectUris: readonly string[];
}

export const findClient = ({ registered }: Clients, id: string): OauthClient | null =>
  registered.find((client) => client.id === id) ?? null;
