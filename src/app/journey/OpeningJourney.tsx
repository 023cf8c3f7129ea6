import { CloudOff } from 'lucide-react'
import { Link } from 'wouter'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { Logo } from '#src/ui/Logo.tsx'

interface OpeningJourneyProps {
  /** Empty while not even that is known. */
  readonly title: string
  /** The server does not answer; it is tried again by itself. */
  readonly isOffline?: boolean
}

/** A journey on its way: the frame of the page in its final size. */
export const OpeningJourney = ({ title, isOffline = false }: OpeningJourneyProps) => (
  <div className="flex h-dvh flex-col">
    <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line bg-surface px-2 max-md:h-12">
      <Link href="/" aria-label="Your journeys" className="flex size-8 items-center justify-center rounded-md">
        <Logo />
      </Link>
      {title === '' ? (
        <Skeleton className="h-4 w-40" />
      ) : (
        <h1 className="truncate px-1 text-sm font-semibold" dir="auto">
          {title}
        </h1>
      )}
    </header>
    <main className="flex flex-1 items-center justify-center">
      {isOffline ? (
        <output className="flex items-center gap-2 text-sm text-ink-muted">
          <CloudOff aria-hidden className="size-4" /> The server does not answer. Trying again…
        </output>
      ) : (
        <Spinner
          label="Opening the journey"
          className="animate-fade [animation-delay:300ms] [animation-fill-mode:backwards]"
        />
      )}
    </main>
  </div>
)
