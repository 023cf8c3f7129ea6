import { useCallback, useId, useState } from 'react'
import { type Trigger, withTriggerProps } from './trigger-element.ts'

interface Wanted {
  readonly trigger: Trigger | undefined
  readonly opens: 'menu' | 'dialog'
  /** Who holds it open; left out: the trigger alone. */
  readonly open?: boolean | undefined
  readonly onOpenChange?: ((open: boolean) => void) | undefined
}

export interface OpeningTrigger {
  readonly isOpen: boolean
  /** What opens has been wanted once: from then on it is mounted, so that it can go as it came. */
  readonly wasOpen: boolean
  readonly setOpen: (open: boolean) => void
  readonly triggerId: string
  readonly contentId: string
  /** The element of the trigger. */
  readonly element: () => HTMLElement | null
  /** The trigger as it is drawn. */
  readonly withHandlers: (handlers: Readonly<Record<string, unknown>>) => Trigger | undefined
}

/** A trigger that is drawn and can be pressed before the code of what it opens is there; that opens when it comes. */
export function useOpeningTrigger({ trigger, opens, open, onOpenChange }: Wanted): OpeningTrigger {
  const ownId = useId()
  const contentId = useId()
  const triggerId = typeof trigger?.props['id'] === 'string' ? trigger.props['id'] : ownId
  const [own, setOwn] = useState(false)
  const isOpen = open ?? own
  const [wasOpen, setWasOpen] = useState(isOpen)
  if (isOpen && !wasOpen) setWasOpen(true)
  return {
    isOpen,
    wasOpen,
    setOpen: (next) => {
      setOwn(next)
      if (next !== isOpen) onOpenChange?.(next)
    },
    triggerId,
    contentId,
    element: useCallback(() => document.getElementById(triggerId), [triggerId]),
    withHandlers: (handlers) =>
      trigger &&
      withTriggerProps(trigger, {
        id: triggerId,
        'aria-haspopup': opens,
        'aria-expanded': isOpen,
        'aria-controls': isOpen ? contentId : undefined,
        ...handlers,
      }),
  }
}
