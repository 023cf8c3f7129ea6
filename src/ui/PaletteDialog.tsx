import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import { SCRIM_CLASS } from './Dialog.tsx'
import { useOpener } from './use-opener.ts'

interface PaletteDialogProps {
  /** Its name for screen readers. */
  readonly title: string
  readonly onClose: () => void
  /** Called when it is gone and the focus is back where it was. */
  readonly onClosed: () => void
  readonly children: ReactNode
}

/** A box near the top for a field and what it finds: no title in sight, nothing to close but Escape or a click beside it. */
export const PaletteDialog = ({ title, onClose, onClosed, children }: PaletteDialogProps) => (
  <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
    <Primitive.Portal>
      <Primitive.Overlay className={SCRIM_CLASS} />
      <PaletteBox title={title} onClosed={onClosed}>
        {children}
      </PaletteBox>
    </Primitive.Portal>
  </Primitive.Root>
)

/** Mounted as the dialog opens. */
function PaletteBox({ title, onClosed, children }: Omit<PaletteDialogProps, 'onClose'>) {
  const returnFocus = useOpener()
  return (
    <Primitive.Content
      aria-describedby={undefined}
      onCloseAutoFocus={(event) => {
        returnFocus(event)
        onClosed()
      }}
      className={cn(
        'fixed inset-x-0 top-0 z-40 mx-auto flex max-h-[70dvh] w-full animate-pop flex-col overflow-hidden bg-surface-raised shadow-overlay outline-none',
        'max-md:rounded-b-2xl md:top-[12dvh] md:max-w-xl md:rounded-xl',
      )}
    >
      <Primitive.Title className="sr-only">{title}</Primitive.Title>
      {children}
    </Primitive.Content>
  )
}
