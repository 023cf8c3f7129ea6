import { Popover as Primitive } from 'radix-ui'
import { type ReactNode, useMemo, useRef } from 'react'
import { cn } from './cn.ts'
import type { AnchorRect } from './Popover.tsx'
import { TriggerStandIn } from './TriggerStandIn.tsx'

interface PopoverContentProps {
  /** The button that opens it, where there is one. */
  readonly element?: (() => HTMLElement | null) | undefined
  readonly anchorRect?: AnchorRect | null | undefined
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly contentId?: string | undefined
  readonly side?: 'top' | 'right' | 'bottom' | 'left' | undefined
  readonly align?: 'start' | 'center' | 'end' | undefined
  readonly label: string
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** What a `Popover` opens, whose button is there already; on its own where nothing but a rectangle says where it belongs. */
export function PopoverContent({
  element,
  anchorRect,
  open,
  onOpenChange,
  contentId,
  side = 'bottom',
  align = 'start',
  label,
  className,
  children,
}: PopoverContentProps) {
  const anchor = useMemo(
    () =>
      anchorRect
        ? {
            current: {
              getBoundingClientRect: () =>
                DOMRect.fromRect({
                  x: anchorRect.x,
                  y: anchorRect.y,
                  width: anchorRect.width,
                  height: anchorRect.height,
                }),
            },
          }
        : null,
    [anchorRect],
  )
  const opener = useRef<Element | null>(null)
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      {element !== undefined && (
        <Primitive.Trigger asChild>
          <TriggerStandIn of={element} />
        </Primitive.Trigger>
      )}
      {anchor !== null && <Primitive.Anchor virtualRef={anchor} />}
      <Primitive.Portal>
        <Primitive.Content
          {...(contentId !== undefined && { id: contentId })}
          aria-label={label}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement
          }}
          onInteractOutside={() => {
            opener.current = null
          }}
          // Back goes the focus to where it was, which a key may have opened it from, else to its button. That is a moment later: who has
          // gone on meanwhile is not called back.
          onCloseAutoFocus={(event) => {
            const from = opener.current
            if (document.activeElement !== document.body) event.preventDefault()
            else if (from instanceof HTMLElement && from !== document.body && from.isConnected) {
              event.preventDefault()
              from.focus()
            }
          }}
          className={cn(
            'z-50 max-h-(--radix-popper-available-height) w-80 max-w-[calc(100vw-1rem)] animate-pop overflow-y-auto rounded-lg bg-surface-raised p-4 text-sm shadow-overlay outline-none',
            className,
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
