import type { CloseReason } from '#shared/contract/close-codes.ts'
import { ApiError } from '#src/api/api-error.ts'

/** Why a journey is not, or no longer, open to this person. */
export type ClosedWhy = 'revoked' | 'not-found' | 'not-allowed' | 'deleted' | 'refused'

/** What a close code of the socket means to the person; `wasOpen`: they have seen the journey before. */
export function whyFromSocket(reason: CloseReason | null, wasOpen: boolean): ClosedWhy {
  switch (reason) {
    case 'not-signed-in':
      return wasOpen ? 'revoked' : 'not-found'
    case 'not-allowed':
      return wasOpen ? 'revoked' : 'not-allowed'
    case 'journey-not-found':
      return wasOpen ? 'deleted' : 'not-found'
    default:
      return 'refused'
  }
}

/** The same for the first REST answer; `null` for a fault that may pass. */
export function whyFromRest(error: unknown): ClosedWhy | null {
  if (!(error instanceof ApiError)) return null
  if (error.status === 404) return 'not-found'
  return error.status === 403 ? 'not-allowed' : null
}
