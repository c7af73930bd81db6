import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { accountScheduleRoute } from './account-schedule.ts';
import { accountTokensRoutes } from './account-tokens.ts';
import { connectAccountRoute } from './connect-account.ts';
import { connectCallbackRoute } from './connect-callback.ts';
import { eraseUserRoute } from './erase-user.ts';
import { erasureReceiptRoute } from './erasure-receipt.ts';
import { importFileRoute } from './import-file.ts';
import { initiateCollectionRoute } from './initiate-collection.ts';
import { initiateScanRoute } from './initiate-scan.ts';
import { latestReportRoute } from './latest-report.ts';
import { operationsRoutes } from './operations.ts';
import { ownAccountsRoutes } from './own-accounts.ts';
import { rankedPostsRoute } from './ranked-posts.ts';
import { scanResultsRoute } from './scan-results.ts';
import { scanStatusRoute } from './scan-status.ts';

export type Routes = (app: App, deps: ApiDeps) => void;

/** For everybody who reaches the port. */
export const publicRoutes: readonly Routes[] = [
  operationsRoutes,
  connectCallbackRoute,
  erasureReceiptRoute,
];

/** For known callers; each names the scope it needs. Every entry gets a Fastify scope of its own. */
export const callersRoutes: readonly Routes[] = [
  initiateScanRoute,
  initiateCollectionRoute,
  scanResultsRoute,
  scanStatusRoute,
  latestReportRoute,
  importFileRoute,
  connectAccountRoute,
  ownAccountsRoutes,
  accountTokensRoutes,
  accountScheduleRoute,
  rankedPostsRoute,
  eraseUserRoute,
];
