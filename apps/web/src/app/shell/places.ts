import {
  Activity,
  CalendarRange,
  FileOutput,
  HeartPulse,
  type LucideIcon,
  MessagesSquare,
  Settings,
  Telescope,
  UserPlus,
} from 'lucide-react';
import type { Population } from '../view/use-asked.js';
import type { Words } from '../words/en.js';

/** A page of the navigation. */
export interface Place {
  path: string;
  /** Its name among the words. */
  name: keyof Words['nav'];
  /** Pressed after `G`. */
  key: string;
  icon: LucideIcon;
  /** Of what the page shows numbers by range, comparison and filter; without it those controls are not shown. */
  population?: Population | 'of_metric';
}

/** The pages, by question. Another page is one more entry here and one more route. */
export const PLACES: readonly Place[] = [
  { path: '/', name: 'growth', key: 'g', icon: Activity, population: 'members' },
  { path: '/signups', name: 'signups', key: 's', icon: UserPlus, population: 'members' },
  { path: '/retention', name: 'retention', key: 'r', icon: CalendarRange, population: 'members' },
  { path: '/delivery', name: 'delivery', key: 'd', icon: MessagesSquare, population: 'deliveries' },
  { path: '/explore', name: 'explore', key: 'e', icon: Telescope, population: 'of_metric' },
  { path: '/data-health', name: 'dataHealth', key: 'h', icon: HeartPulse },
  { path: '/exports', name: 'exports', key: 'x', icon: FileOutput },
  { path: '/settings', name: 'settings', key: 't', icon: Settings },
];
