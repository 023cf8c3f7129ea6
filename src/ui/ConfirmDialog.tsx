import { AlertDialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { cn } from './cn.ts'
import { DIALOG_CLASS, SCRIM_CLASS } from './Dialog.tsx'

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
  /** What went wrong with the last try. */
  readonly error?: string | null | undefined
  readonly onConfirm: () => void
}

/** Asks before what cannot be undone. Focus starts on Cancel; the caller closes it when the work is done. */
export const ConfirmDialog = ({
  open,
  onOpenChange,
  title,
  children,
  confirmLabel,
  danger = true,
  busy = false,
  error,
  onConfirm,
}: ConfirmDialogProps) => (
  <Primitive.Root open={open} onOpenChange={(next) => !busy && onOpenChange(next)}>
    <Primitive.Portal>
      <Primitive.Overlay className={SCRIM_CLASS} />
      <Primitive.Content className={cn(DIALOG_CLASS, 'p-5 md:max-w-md')}>
        <Primitive.Title className="text-lg font-semibold text-ink">{title}</Primitive.Title>
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
          <Button variant={danger ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </div>
      </Primitive.Content>
    </Primitive.Portal>
  </Primitive.Root>
)
