/** Which cards stand on the page as elements. The others in view are painted. */
export interface MountedCards {
  readonly has: (cardId: string) => boolean
  /** Called by a card that has been mounted; gives what to call when it goes. */
  readonly add: (cardId: string) => () => void
  readonly subscribe: (listener: () => void) => () => void
}

export function createMountedCards(): MountedCards {
  const ids = new Set<string>()
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  return {
    has: (cardId) => ids.has(cardId),
    add: (cardId) => {
      ids.add(cardId)
      tell()
      return () => {
        ids.delete(cardId)
        tell()
      }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
