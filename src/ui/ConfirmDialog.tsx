import { AlertDialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { cn } from './cn.ts'
import { DIALOG_CLASS, SCRIM_CLASS } from './Dialog.tsx'
import { useOpener } from './use-opener.ts'

interface ConfirmDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  /** A question: “Delete “Car repair” forever?” */
  readonly title: string
  /** What happens then, and whether it can be taken back. */
  readonly children: ReactNode
  /** The verb of the title: “Delete forever”. */
  readonly confirmLabel: string
  readonly danger?: boolean | undefined
  readonly busy?: boolean | undefined
  /** Something has to be said or done first. */
  readonly disabled?: boolean | undefined
  /** What went wrong with the last try. */
  readonly error?: string | null | undefined
  readonly onConfirm: () => void
}

/** Asks before what cannot be undone. Focus starts on Cancel; the caller closes it when the work is done. */
export const ConfirmDialog = ({ open, onOpenChange, ...box }: ConfirmDialogProps) => (
  <Primitive.Root open={open} onOpenChange={(next) => box.busy !== true && onOpenChange(next)}>
    <Primitive.Portal>
      <Primitive.Overlay className={SCRIM_CLASS} />
      <ConfirmBox {...box} />
    </Primitive.Portal>
  </Primitive.Root>
)

/** Mounted as the question opens. */
function ConfirmBox({
  title,
  children,
  confirmLabel,
  danger = true,
  busy = false,
  disabled = false,
  error,
  onConfirm,
}: Omit<ConfirmDialogProps, 'open' | 'onOpenChange'>) {
  const returnFocus = useOpener()
  return (
    <Primitive.Content onCloseAutoFocus={returnFocus} className={cn(DIALOG_CLASS, 'p-5 md:max-w-md md:pb-5')}>
      <Primitive.Title className="line-clamp-3 text-lg font-semibold wrap-anywhere text-ink">{title}</Primitive.Title>
      <Primitive.Description asChild>
        <div className="mt-1.5 text-sm text-ink-muted">{children}</div>
      </Primitive.Description>
      {error && (
        <p role="alert" className="mt-3 rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
          {error}
        </p>
      )}
      <div className="mt-5 flex justify-end gap-2">
        <Primitive.Cancel asChild>
          <Button disabled={busy}>Cancel</Button>
        </Primitive.Cancel>
        <Button variant={danger ? 'danger' : 'primary'} busy={busy} disabled={disabled} onClick={onConfirm}>
          {confirmLabel}
        </Button>
      </div>
    </Primitive.Content>
  )
}
