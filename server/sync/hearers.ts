import type { PushMessage } from '#shared/contract/socket.ts'
import type { Participant } from './ports.ts'

/** Whether a message is for them: some are for those who may read comments, some for a few people only. */
export function isMeantFor(message: PushMessage, { actorId, readsComments }: Participant): boolean {
  if (message.kind === 'comments') return readsComments
  if (message.kind === 'noticed') return message.to.includes(actorId)
  return true
}
