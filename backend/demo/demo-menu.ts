import type { DemoCategory } from './demo-item.ts';
import { alcohol } from './menu/alcohol.ts';
import { desserts } from './menu/desserts.ts';
import { drinks } from './menu/drinks.ts';
import { grill } from './menu/grill.ts';
import { noodles } from './menu/noodles.ts';
import { pancakes } from './menu/pancakes.ts';
import { rice } from './menu/rice.ts';
import { sides } from './menu/sides.ts';
import { stews } from './menu/stews.ts';

export const demoMenu: readonly DemoCategory[] = [stews, grill, rice, noodles, pancakes, sides, alcohol, drinks, desserts];
