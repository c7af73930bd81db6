export { collectionCosts, costsOfOthers } from './costs.ts';
export type { FacebookOAuthDeps } from './facebook/deps.ts';
export { facebookOAuth } from './facebook/facebook-oauth.ts';
export { type ImportOptions, parseImport } from './file/parse-import.ts';
export { type GoogleOAuthDeps, googleOAuth } from './google/google-oauth.ts';
export type { DiscoveredAccount } from './instagram/business-discovery.ts';
export type {
  CommentsRequest,
  InstagramComment,
  InstagramCommentsPage,
} from './instagram/comment.ts';
export type { InstagramDeps } from './instagram/deps.ts';
export {
  type InstagramFacebookConnector,
  instagramFacebookConnector,
} from './instagram/facebook-connector.ts';
export type { Hashtag, HashtagPage, HashtagPost } from './instagram/hashtag.ts';
export {
  type InstagramConnector,
  instagramLoginConnector,
} from './instagram/instagram-connector.ts';
export { type InstagramOAuthDeps, instagramOAuth } from './instagram/oauth/instagram-oauth.ts';
export type { InstagramPublishingLimit } from './instagram/publishing-limit.ts';
export type { PublishingQuota } from './meta/publishing-quota.ts';
export { type UsageAdvice, usageAdvice } from './meta/usage-advice.ts';
export { type OAuthClientsConfig, oauthClients } from './oauth-clients.ts';
export type { DeliveryReading } from './replay/delivery-reading.ts';
export type { ClaimedExchange, Exchange, Interpretation } from './replay/exchange.ts';
export { interpretDelivery } from './replay/interpret-delivery.ts';
export { claimExchange, interpretExchange } from './replay/interpret-exchange.ts';
export { interpretVector } from './replay/interpret-vector.ts';
export type {
  FoundPage,
  FoundThread,
  KeywordSearch,
  PublicProfile,
  ThreadsDiscovery,
} from './threads/discovery.ts';
export type { LinkClicks } from './threads/link-clicks.ts';
export type { ThreadsPublishingLimit } from './threads/publishing-limit.ts';
export type { ThreadsDeps } from './threads/threads-api.ts';
export { type ThreadsConnector, threadsConnector } from './threads/threads-connector.ts';
export { type ThreadsOAuthDeps, threadsOAuth } from './threads/threads-oauth.ts';
export { threadsPublicConnector } from './threads/threads-public-connector.ts';
export type { TiktokAccountsDeps } from './tiktok/accounts-api.ts';
export {
  type TiktokAccountsConnector,
  tiktokAccountsConnector,
} from './tiktok/accounts-connector.ts';
export type { CommentsPage, PostComment } from './tiktok/comment.ts';
export type { TiktokDisplayDeps } from './tiktok/display-api.ts';
export { tiktokDisplayConnector } from './tiktok/display-connector.ts';
export { tiktokAccountsOAuth } from './tiktok/oauth/accounts-oauth.ts';
export type { TiktokOAuthDeps } from './tiktok/oauth/deps.ts';
export { tiktokDisplayOAuth } from './tiktok/oauth/display-oauth.ts';
export { type MetaDeliveriesDeps, metaDeliveries } from './webhooks/meta-deliveries.ts';
export { readSignedRequest, type SignedRequest } from './webhooks/signed-request.ts';
export { type TiktokDeliveriesDeps, tiktokDeliveries } from './webhooks/tiktok-deliveries.ts';
export { type ChallengeVerdict, type Query, verifyChallenge } from './webhooks/verify-challenge.ts';
export { type WebsubDeliveriesDeps, websubDeliveries } from './webhooks/websub-deliveries.ts';
export { readWebsubIntent, type WebsubIntent } from './webhooks/websub-intent.ts';
export { channelOfTopic, websubTopic } from './webhooks/websub-topic.ts';
export { boundedEtagCache, type EtagCache, type TaggedAnswer } from './youtube/etag-cache.ts';
export { type YoutubeConnectorDeps, youtubeConnector } from './youtube/youtube-connector.ts';
export {
  type YoutubeOwnConnectorDeps,
  youtubeOwnConnector,
} from './youtube/youtube-own-connector.ts';
