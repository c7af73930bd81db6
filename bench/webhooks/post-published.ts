/** TikTok tells that post number `index` is out, of one of so many accounts. */
export const postPublished =
  (accounts: number, createdAt = Math.floor(Date.now() / 1_000)) =>
  (index: number): string =>
    JSON.stringify({
      client_key: 'a client key',
      event: 'post.publish.publicly_available',
      create_time: createdAt,
      user_openid: openId(index % accounts),
      content: `{"publish_id":"p.${index}","post_id":${7_512_345_678_901_000_000n + BigInt(index)},"publish_type":"DIRECT_PUBLISH"}`,
    });

export const openId = (account: number): string => `open-id-${account}`;
