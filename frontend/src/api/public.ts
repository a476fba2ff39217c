import type { Schemas } from './client';

export type PublicText = Schemas['PublicText'];
export type PublicItem = Schemas['PublicItem'];
export type PulseCount = Schemas['PulseCount'];
