import { englishFamilies } from './english-families.ts';
import type { HookFamily } from './hook-family.ts';
import { signFamilies } from './sign-families.ts';

/** Every family tried, in a fixed order. */
export const hookFamilies: readonly HookFamily[] = [...signFamilies, ...englishFamilies];
