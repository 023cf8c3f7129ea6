import type { ViewPlace } from '../view-address.ts'

/** Who asks, where no cookie says it. */
export const bearerOf = (place: ViewPlace) => (place.kind === 'embed' ? { bearer: place.token } : {})
