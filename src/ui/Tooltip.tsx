import { Tooltip as Primitive } from 'radix-ui'
import { createContext, type FocusEvent, type ReactNode, use } from 'react'
import { Kbd } from './Kbd.tsx'

const OPEN_DELAY_MS = 400

const InGroup = createContext(false)

/** Tooltips inside one group follow each other without a delay. The app puts one around everything. */
export const TooltipGroup = ({ children }: { readonly children: ReactNode }) => (
  <Primitive.Provider delayDuration={OPEN_DELAY_MS} skipDelayDuration={300}>
    <InGroup value>{children}</InGroup>
  </Primitive.Provider>
)

/** No words when a dialog or menu that closes gives the focus back: they would take the Escape that is meant for what lies below. */
const notWhenGivenBack = (event: FocusEvent): void => {
  if (event.relatedTarget === null) event.preventDefault()
}

interface TooltipProps {
  readonly label: ReactNode
  /** Shown beside the words: `Mod+Z`. */
  readonly shortcut?: string | undefined
  readonly side?: 'top' | 'right' | 'bottom' | 'left' | undefined
  /** One element that takes a ref and pointer events: a button or a link. */
  readonly children: ReactNode
}

/** A few words on hover and focus. Never the only place where something is told. */
export function Tooltip({ label, shortcut, side = 'bottom', children }: TooltipProps) {
  const grouped = use(InGroup)
  const tooltip = (
    <Primitive.Root>
      <Primitive.Trigger asChild onFocus={notWhenGivenBack}>
        {children}
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
  )
  return grouped ? tooltip : <TooltipGroup>{tooltip}</TooltipGroup>
}
