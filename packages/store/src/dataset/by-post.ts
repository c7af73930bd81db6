/** Values by the post they belong to. */
export class ByPost<Value> {
  readonly #byAccount = new Map<string, Map<string, Value>>();

  get(accountId: string, postId: string): Value | undefined {
    return this.#byAccount.get(accountId)?.get(postId);
  }

  set(accountId: string, postId: string, value: Value): void {
    const posts = this.#byAccount.get(accountId);
    if (posts === undefined) this.#byAccount.set(accountId, new Map([[postId, value]]));
    else posts.set(postId, value);
  }
}
