import { Tooltip as Primitive } from 'radix-ui'
import { type ReactNode, useCallback } from 'react'
import { Kbd } from './Kbd.tsx'
import { TriggerStandIn } from './TriggerStandIn.tsx'

export interface TooltipWordsProps {
  readonly label: ReactNode
  readonly shortcut?: string | undefined
  readonly side?: 'top' | 'right' | 'bottom' | 'left' | undefined
  readonly trigger: HTMLElement
  /** Escape, scrolling, or the pointer has left both the trigger and the words. */
  readonly onHide: () => void
}

/** A tooltip as long as it shows. */
export function TooltipWords({ label, shortcut, side = 'bottom', trigger, onHide }: TooltipWordsProps) {
  const element = useCallback(() => trigger, [trigger])
  // Who hears the name of a button need not hear it twice.
  const isName = shortcut === undefined && label === trigger.getAttribute('aria-label')
  return (
    <Primitive.Provider>
      <Primitive.Root open onOpenChange={onHide}>
        <Primitive.Trigger asChild>
          <TriggerStandIn of={element} isDescribed={!isName} />
        </Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="pointer-coarse:hidden z-50 flex max-w-72 animate-fade items-center gap-2 rounded-md bg-ink px-2 py-1 text-xs font-medium text-surface shadow-overlay"
          >
            {label}
            {shortcut !== undefined && <Kbd keys={shortcut} className="text-surface opacity-70" />}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  )
}
