import type { RightsTarget } from '#server/access/rights-target.ts'

/** More than this, and asking everybody costs less than saying whom. */
const NAMED_MAX = 500

/** Whoever is on one of these journeys. */
export const targetOf = (journeyIds: readonly string[]): RightsTarget =>
  journeyIds.length > NAMED_MAX ? {} : { journeyIds }
