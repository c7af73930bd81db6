import type { Sandbox } from './sandbox.ts';
import { sandboxVerifyToken } from './services.ts';

/** The sandbox tells the API of what happens from now on; YouTube's hub is asked by the dispatcher. */
export async function registerWebhooks(sandbox: Sandbox, apiUrl: string): Promise<void> {
  await sandbox.tell('tiktok', { url: `${apiUrl}/webhooks/tiktok` });
  for (const platform of ['instagram', 'threads']) {
    const url = `${apiUrl}/webhooks/${platform}`;
    await sandbox.tell(platform, {
      url,
      verify_token: sandboxVerifyToken,
      deauthorize_url: `${url}/deauthorize`,
      data_deletion_url: `${url}/data-deletion`,
    });
  }
}
