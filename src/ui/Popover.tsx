import { Popover as Primitive } from 'radix-ui'
import { type ReactNode, useMemo } from 'react'
import { cn } from './cn.ts'

/** A rectangle in client pixels, such as `getBoundingClientRect()` gives. */
export type AnchorRect = Pick<DOMRect, 'x' | 'y' | 'width' | 'height'>

interface PopoverProps {
  /** The button that opens it; leave out when `anchorRect` says where it belongs. */
  readonly trigger?: ReactNode
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
export function Popover({
  trigger,
  anchorRect,
  open,
  onOpenChange,
  side = 'bottom',
  align = 'start',
  label,
  className,
  children,
}: PopoverProps) {
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
  return (
    <Primitive.Root {...(open === undefined ? {} : { open })} {...(onOpenChange ? { onOpenChange } : {})}>
      {trigger !== undefined && <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>}
      {anchor !== null && <Primitive.Anchor virtualRef={anchor} />}
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
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
