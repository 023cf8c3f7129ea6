import { CloudOff } from 'lucide-react'
import { Suspense, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { late } from '#src/ui/late.ts'
import { LateNotice } from '#src/ui/LateNotice.tsx'
import type { OpenView } from './open-view.ts'
import { ViewContext } from './view-context.ts'
import { ViewFault } from './ViewFault.tsx'
import { ViewShell } from './ViewShell.tsx'

/** Who is refused sees no journey: those who are not need not fetch its words. */
const ClosedView = late(async () => (await import('./ClosedView.tsx')).ClosedView)

/** The stakeholder's view: the journey as soon as it is here, for as long as the server lets this person look. */
export const ViewApp = ({ view }: { readonly view: OpenView | null }) => (
  <ViewFault>
    <Suspense fallback={<OpeningView isOffline={false} />}>
      {view === null ? (
        <ClosedView why="not-found" />
      ) : (
        <ViewContext value={view}>
          <Opened view={view} />
        </ViewContext>
      )}
    </Suspense>
    <LateNotice />
  </ViewFault>
)

function Opened({ view }: { readonly view: OpenView }) {
  const { whenHere } = view
  const { connection } = view.collaboration
  const status = useStore(connection, (state) => state.status)
  const refusal = useStore(connection, (state) => state.refusal)
  const [isHere, setHere] = useState(false)
  useEffect(() => void whenHere.then(() => setHere(true)), [whenHere])
  // What one may see is another part now: begin with an empty copy.
  const isOutdated = refusal === 'copy-outdated'
  useEffect(() => {
    if (isOutdated) location.reload()
  }, [isOutdated])
  if (isOutdated) return <OpeningView isOffline={false} />
  if (status === 'refused')
    return <ClosedView why={refusal ?? 'not-allowed'} wasOpen={isHere} place={view.address.place} />
  return isHere ? <ViewShell /> : <OpeningView isOffline={status === 'offline'} />
}

const OpeningView = ({ isOffline }: { readonly isOffline: boolean }) => (
  <main className="flex h-dvh items-center justify-center p-6">
    {isOffline ? (
      <output className="flex items-center gap-2 text-sm text-ink-muted">
        <CloudOff aria-hidden className="size-4" /> The server does not answer. Trying again…
      </output>
    ) : (
      <output className="text-sm text-ink-muted">Opening the journey…</output>
    )}
  </main>
)
