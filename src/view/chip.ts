/** The look of a button that chooses how one looks. */
export const CHIP =
  'inline-flex h-8 shrink-0 items-center gap-1.5 rounded-full border border-line px-3 text-xs font-medium text-ink-muted whitespace-nowrap hover:border-line-strong hover:text-ink aria-pressed:border-transparent aria-pressed:bg-accent-soft aria-pressed:text-accent pointer-coarse:h-10'

/** The same of what offers a list. */
export const CHOICE =
  'h-8 max-w-48 rounded-full border border-line bg-surface px-3 text-xs font-medium text-ink pointer-coarse:h-10'
