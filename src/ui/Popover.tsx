import { type ReactNode, Suspense } from 'react'
import { soon } from './late.ts'
import type { Trigger } from './trigger-element.ts'
import { useOpeningTrigger } from './use-opening-trigger.ts'

const PopoverContent = soon(async () => (await import('./PopoverContent.tsx')).PopoverContent)

/** A rectangle in client pixels, such as `getBoundingClientRect()` gives. */
export type AnchorRect = Pick<DOMRect, 'x' | 'y' | 'width' | 'height'>

interface PopoverProps {
  /** The button that opens it; leave out when `anchorRect` says where it belongs. */
  readonly trigger?: Trigger | undefined
  /** Opens at a rectangle instead of a trigger, e.g. something drawn on the canvas. */
  readonly anchorRect?: AnchorRect | null | undefined
  readonly open?: boolean | undefined
  readonly onOpenChange?: ((open: boolean) => void) | undefined
  readonly side?: 'top' | 'right' | 'bottom' | 'left' | undefined
  readonly align?: 'start' | 'center' | 'end' | undefined
  /** Its name for screen readers. */
  readonly label: string
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A small panel that belongs to one thing; closed by Escape or a click elsewhere. */
export function Popover({ trigger, open, onOpenChange, ...content }: PopoverProps) {
  const { isOpen, wasOpen, setOpen, contentId, element, withHandlers } = useOpeningTrigger({
    trigger,
    opens: 'dialog',
    open,
    onOpenChange,
  })
  return (
    <>
      {withHandlers({ onClick: () => setOpen(!isOpen) })}
      {wasOpen && (
        <Suspense fallback={null}>
          <PopoverContent
            {...content}
            contentId={contentId}
            open={isOpen}
            onOpenChange={setOpen}
            element={trigger && element}
          />
        </Suspense>
      )}
    </>
  )
}
