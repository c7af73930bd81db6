import { collectionRepositoryConformance } from './collection-repository-conformance.ts';
import { connectionRepositoryConformance } from './connection-repository-conformance.ts';
import { datasetConformance } from './dataset-conformance.ts';
import { dispatchRepositoryConformance } from './dispatch-repository-conformance.ts';
import { erasureRepositoryConformance } from './erasure-repository-conformance.ts';
import { identityRepositoryConformance } from './identity-repository-conformance.ts';
import { importRepositoryConformance } from './import-repository-conformance.ts';
import { inboundConformance } from './inbound-conformance.ts';
import { outboundRepositoryConformance } from './outbound-repository-conformance.ts';
import { planningRepositoryConformance } from './planning-repository-conformance.ts';
import { scanRepositoryConformance } from './scan-repository-conformance.ts';
import { scheduleRepositoryConformance } from './schedule-repository-conformance.ts';
import { scrapeEndConformance } from './scrape-end-conformance.ts';
import { scrapeLimitConformance } from './scrape-limit-conformance.ts';
import { scrapeRepositoryConformance } from './scrape-repository-conformance.ts';
import { stepRepositoryConformance } from './step-repository-conformance.ts';
import type { OpenStore } from './store-under-test.ts';

/** Registers all suites of the ports a store fulfils. */
export function storeConformance(name: string, open: OpenStore): void {
  identityRepositoryConformance(name, open);
  erasureRepositoryConformance(name, open);
  connectionRepositoryConformance(name, open);
  scanRepositoryConformance(name, open);
  stepRepositoryConformance(name, open);
  scrapeRepositoryConformance(name, open);
  scrapeEndConformance(name, open);
  scrapeLimitConformance(name, open);
  collectionRepositoryConformance(name, open);
  planningRepositoryConformance(name, open);
  scheduleRepositoryConformance(name, open);
  datasetConformance(name, open);
  importRepositoryConformance(name, open);
  inboundConformance(name, open);
  dispatchRepositoryConformance(name, open);
  outboundRepositoryConformance(name, open);
}
