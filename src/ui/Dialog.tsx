import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import { IconButton } from './IconButton.tsx'
import { useOpener } from './use-opener.ts'

const WIDTHS = { sm: 'md:max-w-96', md: 'md:max-w-lg', lg: 'md:max-w-2xl', xl: 'md:max-w-4xl' } as const

/** The box of dialogs: centred, on a phone a sheet at the bottom. */
export const DIALOG_CLASS =
  'fixed z-40 flex max-h-[calc(100dvh-3rem)] w-full flex-col overflow-hidden bg-surface-raised shadow-overlay outline-none ' +
  'inset-x-0 bottom-0 rounded-t-2xl animate-sheet pb-[env(safe-area-inset-bottom)] md:inset-auto md:top-1/2 md:left-1/2 md:-translate-x-1/2 md:-translate-y-1/2 md:animate-fade md:rounded-xl md:pb-0'
export const SCRIM_CLASS = 'fixed inset-0 z-40 animate-fade bg-scrim'

interface DialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  /** One sentence under the title. */
  readonly description?: ReactNode
  readonly size?: keyof typeof WIDTHS | undefined
  /** Buttons at the bottom, the primary last; stay in sight while the content scrolls. */
  readonly footer?: ReactNode
  readonly children?: ReactNode
  /** False while something runs that must not be left half done: Escape and a click outside do nothing. */
  readonly dismissible?: boolean | undefined
  /** Nothing in its content takes the focus: then the content does, so that it can be scrolled by keys. */
  readonly isStill?: boolean | undefined
  readonly className?: string | undefined
}

/** A task that takes the whole attention. Focus is kept inside and returned afterwards. */
export const Dialog = ({ open, onOpenChange, dismissible = true, ...box }: DialogProps) => (
  <Primitive.Root open={open} onOpenChange={(next) => (dismissible || next) && onOpenChange(next)}>
    <Primitive.Portal>
      <Primitive.Overlay className={SCRIM_CLASS} />
      <DialogBox {...box} onClose={dismissible ? () => onOpenChange(false) : null} />
    </Primitive.Portal>
  </Primitive.Root>
)

interface DialogBoxProps extends Omit<DialogProps, 'open' | 'onOpenChange' | 'dismissible'> {
  /** `null`: it cannot be closed now. */
  readonly onClose: (() => void) | null
}

/** Mounted as the dialog opens. */
function DialogBox(props: DialogBoxProps) {
  const { title, description, size = 'md', footer, children, isStill = false, className, onClose } = props
  const returnFocus = useOpener()
  return (
    <Primitive.Content
      {...(description === undefined ? { 'aria-describedby': undefined } : {})}
      onOpenAutoFocus={(event) => {
        // The dialog itself, so that its title is read out and no button is pressed by a hasty Enter.
        event.preventDefault()
        if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
      }}
      onCloseAutoFocus={returnFocus}
      className={cn(DIALOG_CLASS, WIDTHS[size])}
    >
      <header className="flex items-start gap-4 px-5 pt-4 pb-3">
        <div className="min-w-0 flex-1 pt-0.5">
          <Primitive.Title className="line-clamp-3 text-lg font-semibold wrap-anywhere text-ink">
            {title}
          </Primitive.Title>
          {description !== undefined && (
            <Primitive.Description className="mt-0.5 text-sm text-ink-muted">{description}</Primitive.Description>
          )}
        </div>
        {onClose !== null && <IconButton icon={X} label="Close" className="-mr-2" onClick={onClose} />}
      </header>
      <div
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keys, and nothing in it can
        tabIndex={isStill ? 0 : undefined}
        className={cn('min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5 -outline-offset-2', className)}
      >
        {children}
      </div>
      {footer !== undefined && (
        <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">
          {footer}
        </footer>
      )}
    </Primitive.Content>
  )
}
