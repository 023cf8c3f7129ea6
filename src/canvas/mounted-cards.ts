/** Which cards stand on the page as elements. The others in view are painted. */
export interface MountedCards {
  readonly has: (cardId: string) => boolean
  readonly ids: () => Iterable<string>
  /** Called by a card that has been mounted; gives what to call when it goes. */
  readonly add: (cardId: string) => () => void
  /** The listener hears of each that comes or goes. */
  readonly subscribe: (listener: (cardId: string) => void) => () => void
}

export function createMountedCards(): MountedCards {
  const ids = new Set<string>()
  const listeners = new Set<(cardId: string) => void>()
  const tell = (cardId: string): void => {
    for (const listener of listeners) listener(cardId)
  }
  return {
    has: (cardId) => ids.has(cardId),
    ids: () => ids,
    add: (cardId) => {
      ids.add(cardId)
      tell(cardId)
      return () => {
        ids.delete(cardId)
        tell(cardId)
      }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
