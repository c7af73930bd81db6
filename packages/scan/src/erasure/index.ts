export { receiptOf } from './receipt.ts';
export { erasureSteps } from './steps.ts';
export { type EraseDeps, workOff } from './work-off.ts';
