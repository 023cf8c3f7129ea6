import { newId } from '#shared/lib/ids.ts'
import type { Doorbell } from './doorbell.ts'

const nothingToStop = (): void => undefined

/**
 * For a node that is alone: nobody to ring, nothing to miss. Where there are others that it cannot ring (`isAlone` false) it is not
 * connected, so that the log is asked more often.
 */
export const createNoDoorbell = ({ isAlone = true } = {}): Doorbell => ({
  nodeId: newId<'node'>(),
  isConnected: () => isAlone,
  ring: () => undefined,
  listen: () => nothingToStop,
  notify: () => undefined,
  onNotice: () => nothingToStop,
  onMissed: () => nothingToStop,
  close: () => Promise.resolve(),
})
