import type { Sessions } from '#server/auth/sessions.ts'
import { DoorError } from './door-error.ts'

/** What changes how one signs in is not done in a browser that somebody merely left open: refuses when they did not show lately who they are. */
export async function requireProof(sessions: Pick<Sessions, 'isProved'>, sessionId: string | null): Promise<void> {
  if (sessionId === null || !(await sessions.isProved(sessionId))) throw new DoorError('proof-needed')
}
