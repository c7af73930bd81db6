import { createHmac } from 'node:crypto';

/**
 * The secret that a hub signs the deliveries of one subscription with: whoever knows the id and our
 * secret knows it, so that it is stored nowhere.
 */
export const websubSecret = (secret: string, subscriptionId: string): string =>
  createHmac('sha256', secret).update(`websub:${subscriptionId}`).digest('hex');
