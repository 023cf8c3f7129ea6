import { type ReactNode, useId } from 'react'

interface SectionProps {
  readonly title: string
  readonly text?: ReactNode
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** One subject of the page. */
export function Section({ title, text, action, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4">
      <header className="flex items-start gap-4">
        <div className="min-w-0 flex-1">
          <h2 id={id} className="text-lg font-semibold">
            {title}
          </h2>
          {text !== undefined && <p className="mt-0.5 text-sm text-pretty text-ink-muted">{text}</p>}
        </div>
        {action}
      </header>
      {children}
    </section>
  )
}
