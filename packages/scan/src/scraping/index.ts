export * from './initiate-scrape.ts';
