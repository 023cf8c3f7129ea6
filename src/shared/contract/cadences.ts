/** How often a journey is looked at anew. */
export const CADENCES = ['none', 'monthly', 'quarterly', 'half-yearly', 'yearly'] as const
export type Cadence = (typeof CADENCES)[number]
