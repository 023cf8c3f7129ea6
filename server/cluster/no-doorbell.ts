import { newId } from '#shared/lib/ids.ts'
import type { Doorbell } from './doorbell.ts'

const nothingToStop = (): void => undefined

/** For a node that is alone: nobody to ring, nothing to miss. */
export const createNoDoorbell = (): Doorbell => ({
  nodeId: newId<'node'>(),
  isConnected: () => true,
  ring: () => undefined,
  listen: () => nothingToStop,
  notify: () => undefined,
  onNotice: () => nothingToStop,
  onMissed: () => nothingToStop,
  close: () => Promise.resolve(),
})
