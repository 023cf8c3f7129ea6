import type { ReactNode } from 'react'

interface WizardBarProps<Kind extends string> {
  /** What still has to be chosen, in plain words. */
  readonly blockers: readonly { readonly kind: Kind; readonly words: string }[]
  /** Brings a person to where it is chosen. */
  readonly onGoTo: (kind: Kind) => void
  /** The buttons, the one that goes on last. */
  readonly children: ReactNode
}

/** The end of a step of the wizard, in sight while one scrolls: what is missing, each a way there, beside the buttons. */
export const WizardBar = <Kind extends string>({ blockers, onGoTo, children }: WizardBarProps<Kind>) => (
  <div className="sticky bottom-0 -mx-1 flex flex-wrap items-center justify-end gap-3 bg-linear-to-t from-canvas from-[percentage:calc(100%-1rem)] px-1 pt-4 pb-3 in-[[role=dialog]]:from-surface-raised">
    {blockers.length > 0 && (
      <output className="block min-w-0 flex-1 basis-60 text-sm text-pretty text-warn">
        {blockers.map(({ kind, words }) => (
          <button
            key={words}
            type="button"
            onClick={() => onGoTo(kind)}
            className="mr-1.5 min-h-6 text-left underline decoration-warn/40 underline-offset-2 hover:decoration-warn"
          >
            {words}
          </button>
        ))}
      </output>
    )}
    {children}
  </div>
)
