export * from './initiate-scrape.ts';
export * from './rank-account.ts';
